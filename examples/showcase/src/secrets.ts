import { randomBytes } from 'node:crypto';
import { EnvironmentSecrets, type SecretProvider } from '@tenon/plugin-parameters';

/** The host's secrets: from the environment; a signing key that nobody gave is made for this process. */
export function hostSecrets(environment = new EnvironmentSecrets('QUAKES_')): SecretProvider {
  const spare = new Map([['SIGNING_KEY', randomBytes(32).toString('hex')]]);
  return { get: (name) => environment.get(name) ?? spare.get(name) };
}
