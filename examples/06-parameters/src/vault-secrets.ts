import { setTimeout as delay } from 'node:timers/promises';
import type { SecretProvider, SecretScope } from '@tenon/plugin-parameters';

// Stands for a service that keeps each tenant's secrets.
const VAULT = new Map([
  ['acme/MAIL_KEY', 'mk-acme-81f2c9'],
  ['globex/MAIL_KEY', 'mk-globex-04d7e1'],
]);

/** Asks the service, tenant by tenant. A run asks once for each secret that its workflow needs. */
export class VaultSecrets implements SecretProvider {
  async get(name: string, { tenant, signal }: SecretScope): Promise<string | undefined> {
    await delay(5, undefined, { signal });
    return VAULT.get(`${tenant ?? 'nobody'}/${name}`);
  }
}
