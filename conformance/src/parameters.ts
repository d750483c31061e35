import { defineNode, type NodeTypeFactory, type Plugin, port } from '@tenon/core';
import {
  MemorySecrets,
  type ParametersOptions,
  parameters,
  parametersOf,
  SecretProvider,
} from '@tenon/plugin-parameters';
import type { Case } from './case.js';
import type { Installation } from './plugins.js';

/** Asks for a secret and tells what it can of it; with `leak`, more than it should. */
const secretEcho: NodeTypeFactory = {
  type: 'secret-echo',
  define: ({ secret, optional, leak }) =>
    defineNode({
      type: 'secret-echo',
      inputs: { trigger: port().optional() },
      outputs: { length: port<number | null>(), text: port<string | null>() },
      settings: {
        secret: port().optional(),
        optional: port().optional(),
        leak: port().optional(),
      },
      secrets: { key: { name: String(secret), optional: optional === true } },
      run: (_inputs, { secrets: { key } }) => {
        if (key === undefined) return { length: null, text: null };
        const revealed = key.reveal();
        if (leak === 'throw') throw new Error(`cannot use ${revealed}`);
        return { length: revealed.length, text: String(key) };
      },
    }),
};

/** The plugin for parameters as a case states it, with the secrets that the case gives. */
export const parametersInstallation: Installation = {
  capability: 'parameters',
  plugins: (stated) => [parameters(optionsOf(stated)), secretsOf(stated)],
  kinds: [secretEcho],
  parametersOf,
};

function optionsOf({ options: { unknown, coerce } = {} }: Case): ParametersOptions | undefined {
  if (unknown === undefined && coerce === undefined) return undefined;
  return { ...(unknown !== undefined && { unknown }), ...(coerce !== undefined && { coerce }) };
}

function secretsOf({ options }: Case): Plugin {
  return {
    manifest: { name: 'secrets-of-the-case', version: '0.0.0' },
    register: ({ bind }) => {
      bind(SecretProvider).toConstantValue(new MemorySecrets(options?.secrets));
    },
  };
}
