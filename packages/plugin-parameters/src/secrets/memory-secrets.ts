import type { SecretProvider } from './secret-provider.js';

/** Secrets from a map, for tests. A Map is read as it is when a run asks; a record is copied. */
export class MemorySecrets implements SecretProvider {
  readonly #secrets: ReadonlyMap<string, string>;

  constructor(secrets: Readonly<Record<string, string>> | ReadonlyMap<string, string> = {}) {
    this.#secrets = isMap(secrets) ? secrets : new Map(Object.entries(secrets));
  }

  get(name: string): string | undefined {
    return this.#secrets.get(name);
  }
}

function isMap(value: object): value is ReadonlyMap<string, string> {
  return value instanceof Map;
}
