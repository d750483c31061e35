import type { SecretProvider } from './secret-provider.js';

/** Where a provider says that it looks for a secret. Never throws. */
export function placeOf(provider: SecretProvider, name: string): string | undefined {
  try {
    const place: unknown = provider.placeOf?.(name);
    return typeof place === 'string' && place !== '' ? place : undefined;
  } catch {
    return undefined; // what is missing is told all the same
  }
}

/** A provider in a sentence: `the secret provider VaultSecrets`. */
export function titleOf(provider: SecretProvider): string {
  const { constructor: made } = Object(provider) as { readonly constructor?: unknown };
  const { name } = Object(made) as { readonly name?: unknown };
  const isTold = typeof name === 'string' && name !== '' && name !== 'Object';
  return isTold ? `the secret provider ${name}` : 'the secret provider';
}
