import { serviceId } from '@tenon/core';

/** A request that is about to be made. */
export interface HttpTarget {
  readonly url: URL;
  readonly method: string;
  /** Where a redirect comes from; `undefined` for the request that the node asks for. */
  readonly redirectedFrom: URL | undefined;
}

/** What a policy answers: `true`, or why not, as the rest of a sentence: `its host is not listed`. */
export type HttpVerdict = true | string;

/**
 * What `http-request` may ask. The plugin binds one that allows public addresses; a host may bind its own. It is asked about
 * each request and each redirect, and about each address that a host's name resolves to or that stands in a URL, right before
 * a connection to it is made. What it throws refuses too.
 */
export interface HttpPolicy {
  allowsUrl(target: HttpTarget): HttpVerdict | PromiseLike<HttpVerdict>;
  /** An IPv4 or IPv6 address in its usual form, and the host it stands for. */
  allowsAddress(address: string, host: string): HttpVerdict;
  /** The most bytes of a body, whatever a node states. */
  readonly maxBytes: number;
}
export const HttpPolicy = serviceId<HttpPolicy>('tenon.HttpPolicy', {
  methods: ['allowsUrl', 'allowsAddress'],
  remedy: 'Install the plugin: createRuntime({ plugins: [standardNodes()] }).',
});
