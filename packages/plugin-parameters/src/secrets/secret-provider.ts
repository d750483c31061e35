import { serviceId } from '@tenon/core';

/** For whom a secret is fetched. */
export interface SecretScope {
  readonly tenant: string | undefined;
  readonly principal: unknown;
  /** Aborted when the run stops, or when the provider took too long. */
  readonly signal: AbortSignal;
}

/**
 * Where secrets come from. Asked once per run for each secret that the workflow needs, before any node; what it answers
 * holds for the whole run. A host binds its own, `bind(SecretProvider).toConstantValue(new VaultSecrets())`, or one of
 * `EnvironmentSecrets`, `DirectorySecrets` and `MemorySecrets`. Without one, every secret is missing.
 */
export interface SecretProvider {
  /** The text of a secret, now or later; `undefined` where there is none. An empty text counts as none. */
  get(
    name: string,
    scope: SecretScope,
  ): string | undefined | null | PromiseLike<string | undefined | null>;
  /** Where it looks for a secret, for the message that it is missing: `the environment variable "APP_MAIL_KEY"`. */
  placeOf?(name: string): string;
}
export const SecretProvider = serviceId<SecretProvider>('tenon.SecretProvider', {
  methods: ['get'],
});
