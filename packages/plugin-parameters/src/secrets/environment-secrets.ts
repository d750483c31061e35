import { ownValue } from '@tenon/core';
import type { SecretProvider } from './secret-provider.js';

/**
 * Secrets from environment variables: the secret `MAIL_KEY` is the variable of that name, behind the prefix. A prefix keeps
 * workflows from reading variables that are not meant for them.
 */
export class EnvironmentSecrets implements SecretProvider {
  readonly #prefix: string;
  readonly #environment: NodeJS.ProcessEnv;

  constructor(prefix = '', environment: NodeJS.ProcessEnv = process.env) {
    this.#prefix = prefix;
    this.#environment = environment;
  }

  get(name: string): string | undefined {
    return ownValue(this.#environment, this.#prefix + name) as string | undefined;
  }

  placeOf(name: string): string {
    return `the environment variable "${this.#prefix}${name}"`;
  }
}
