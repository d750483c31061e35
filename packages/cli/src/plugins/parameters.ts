import { resolve } from 'node:path';
import type { ParametersOptions, SecretProvider } from '@tenon/plugin-parameters';
import type { BuiltIn } from './built-in.js';

/** What the names of environment variables that are secrets begin with, where nothing is said. */
const SECRET_PREFIX = 'TENON_SECRET_';

export const parametersPlugin: BuiltIn<'parameters', ParametersOptions> = {
  name: 'parameters',
  async load(settings, { env, folder, secrets: { directory, prefix = SECRET_PREFIX } }) {
    const {
      DirectorySecrets,
      EnvironmentSecrets,
      parameters,
      SecretProvider: provider,
    } = await import('@tenon/plugin-parameters');
    const sources: SecretProvider[] = [new EnvironmentSecrets(prefix, { ...env })];
    if (directory !== undefined) sources.unshift(new DirectorySecrets(resolve(folder, directory)));
    return {
      plugin: parameters(settings),
      configure: ({ bind, isBound }) => {
        if (!isBound(provider)) bind(provider).toConstantValue(firstOf(sources));
      },
    };
  },
};

/** Asks one provider after the other, and answers what the first one has. */
function firstOf(sources: readonly SecretProvider[]): SecretProvider {
  return {
    async get(name, scope) {
      for (const source of sources) {
        const secret = await source.get(name, scope);
        if (secret !== undefined && secret !== null && secret !== '') return secret;
      }
      return undefined;
    },
    placeOf: (name) =>
      sources.flatMap((source) => source.placeOf?.(name) ?? []).join(', and then for '),
  };
}
