import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineNode, port, workflow } from '@tenon/core';
import {
  DirectorySecrets,
  EnvironmentSecrets,
  MemorySecrets,
  parameters,
  SecretProvider,
} from '@tenon/plugin-parameters';
import { pluginSpec, secretProviderSpec } from '@tenon/testing';

const greet = defineNode({
  type: 'greet',
  inputs: { name: port<string>(), times: port<number>() },
  outputs: { text: port<string>() },
  secrets: { key: 'GREETING_KEY' },
  run: ({ name, times }, { secrets }) => ({
    text: `${name} `.repeat(times) + String(secrets.key.reveal().length),
  }),
});

pluginSpec(parameters({ coerce: 'lossless' }), {
  workflow: (n) => {
    const flow = workflow('greeting');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of Tenon
    flow.add('greet', greet, { name: `\${title:-Mx} ${String(n)}` });
    return flow.build();
  },
  run: { parameters: { greet: { times: 2 } } },
  configure: ({ bind }) => {
    bind(SecretProvider).toConstantValue(new MemorySecrets({ GREETING_KEY: 'the-key' }));
  },
});

secretProviderSpec('MemorySecrets', (secrets) => new MemorySecrets(secrets));

secretProviderSpec(
  'EnvironmentSecrets',
  (secrets) => new EnvironmentSecrets('APP_', environmentOf(secrets)),
);

/** As `process.env` holds them, under names of its own. */
function environmentOf(secrets: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...secrets].map(([name, text]) => [`APP_${name}`, text]));
}

/** Names that every file system takes, and takes for different ones. */
const FILE_NAME = /^[A-Za-z0-9_]{1,100}$/;

const directories = new Map<DirectorySecrets, string>();
secretProviderSpec(
  'DirectorySecrets',
  async (secrets) => {
    const directory = await mkdtemp(join(tmpdir(), 'tenon-secrets-'));
    for (const [name, text] of secrets) await writeFile(join(directory, name), `${text}\n`);
    const provider = new DirectorySecrets(directory);
    directories.set(provider, directory);
    return provider;
  },
  {
    holds: (name) => FILE_NAME.test(name) && name !== 'Case' && name !== 'CON',
    close: async (provider) => {
      await rm(directories.get(provider) ?? '', { recursive: true, force: true });
      directories.delete(provider);
    },
    broken: () => new DirectorySecrets(join(tmpdir(), 'tenon-no-such-directory')),
  },
);
