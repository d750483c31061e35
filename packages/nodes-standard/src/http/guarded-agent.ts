import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import type { Agent } from 'undici';
import type { HttpPolicy } from './http-policy.js';

/** Why a connection was not made: the policy does not allow the address. */
export class AddressRefused extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = 'AddressRefused';
  }
}

/** What an address that stands in a URL is refused for; `undefined` where it is allowed, or the host is a name. */
export function literalRefusal(url: URL, policy: HttpPolicy): string | undefined {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? undefined : refusal(host, host, policy);
}

/**
 * A pool of connections that asks the policy about every address a name resolves to, and connects to that very address: what
 * a name resolves to later does not matter. It uses no proxy.
 */
export async function guardedAgent(policy: HttpPolicy): Promise<Agent> {
  const { Agent } = await import('undici');
  return new Agent({
    connect: {
      lookup: (host, options, callback) => {
        lookup(host, { ...options, all: true }, (error, addresses) => {
          if (error !== null) return callback(error, [], 0);
          for (const { address } of addresses) {
            const reason = refusal(address, host, policy);
            if (reason !== undefined) return callback(new AddressRefused(reason), [], 0);
          }
          if (options.all === true) return callback(null, addresses);
          const [first] = addresses;
          return callback(null, first?.address ?? '', first?.family ?? 0);
        });
      },
    },
  });
}

function refusal(address: string, host: string, policy: HttpPolicy): string | undefined {
  try {
    const verdict: unknown = policy.allowsAddress(address, host);
    if (verdict === true) return undefined;
    return typeof verdict === 'string' ? verdict : 'the policy does not allow its address';
  } catch {
    return 'the policy failed';
  }
}
