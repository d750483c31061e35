import { createRequire } from 'node:module';
import type * as addresses from 'ipaddr.js';
import type { HttpOptions } from '../options.js';
import type { HttpPolicy, HttpTarget, HttpVerdict } from './http-policy.js';

const require = createRequire(import.meta.url);

/** The most bytes of a body where nothing is said: larger ones are better fetched to a file. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * The policy of {@link HttpOptions}: http and https, to listed hosts where there is a list, and to addresses of the public
 * internet alone unless private ones are allowed. Addresses for loopback, private networks, link-local use (the metadata of
 * cloud machines), documentation, multicast, and those that hold an IPv4 address in IPv6, are not public.
 */
export class PublicHosts implements HttpPolicy {
  readonly maxBytes: number;
  readonly #hosts: readonly string[] | undefined;
  readonly #allowsPrivate: boolean;

  constructor({ hosts, privateAddresses = false, maxBytes = MAX_BYTES }: HttpOptions = {}) {
    this.#hosts = hosts?.map((host) => host.toLowerCase());
    this.#allowsPrivate = privateAddresses;
    this.maxBytes = maxBytes;
  }

  allowsUrl({ url }: HttpTarget): HttpVerdict {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      return `it is asked by "${url.protocol}" and not by http or https`;
    }
    if (this.#hosts === undefined) return true;
    const host = url.hostname.toLowerCase().replace(/\.$/, '');
    const isListed = this.#hosts.some((listed) =>
      listed.startsWith('*.') ? host.endsWith(listed.slice(1)) : host === listed,
    );
    return isListed || 'its host is not listed in standardNodes({ http: { hosts } })';
  }

  allowsAddress(address: string): HttpVerdict {
    if (this.#allowsPrivate) return true;
    const known = require('ipaddr.js') as typeof addresses;
    const range = known.isValid(address) ? rangeOf(known.process(address)) : 'unknown';
    return range === 'unicast' || `its address is of the range "${range}", which is not public`;
  }
}

/**
 * The range of an address. The library takes what it has no name for as public; of IPv6, that is only what is given out as
 * global unicast, 2000::/3 (RFC 4291, 2.5.4). So `::127.0.0.1` is not, which holds an IPv4 address, nor is one of ISATAP.
 */
function rangeOf(address: addresses.IPv4 | addresses.IPv6): string {
  const range = address.range();
  if (range !== 'unicast' || !('parts' in address)) return range;
  const [first = 0, , , , fifth = 0, sixth] = address.parts;
  if (first >>> 13 !== 1) return 'reserved';
  return (fifth & ~ISATAP_GLOBAL) === 0 && sixth === ISATAP ? 'isatap' : range;
}

/** What stands before the IPv4 address in one of ISATAP (RFC 5214, 6.1), and the bit before it that says nothing here. */
const ISATAP = 0x5efe;
const ISATAP_GLOBAL = 0x0200;
