import type { Response } from 'undici';
import { failure, type Site } from '../failure.js';
import { AddressRefused, literalRefusal } from './guarded-agent.js';
import type { HttpClient } from './http-client.js';
import type { HttpTarget } from './http-policy.js';
import type { Prepared } from './prepare.js';

/** How a request is sent. */
export interface Sending {
  readonly client: HttpClient;
  readonly site: Site;
  readonly signal: AbortSignal;
  readonly maxRedirects: number;
}

/** A response, and the address that it comes from. */
export interface Received {
  readonly response: Response;
  readonly url: URL;
}

/**
 * Sends a request and follows redirects as browsers do (Fetch, "HTTP-redirect fetch"). The policy is asked each time; a
 * redirect to another origin gets no credentials, and one that would take along a secret in the body is not followed. Throws
 * HTTP_REFUSED, HTTP_FAILED, HTTP_INVALID, and the signal's reason.
 */
export async function send(request: Prepared, sending: Sending): Promise<Received> {
  let next = request;
  let redirectedFrom: URL | undefined;
  for (let redirects = 0; ; redirects++) {
    await permit({ url: next.url, method: next.method, redirectedFrom }, sending);
    const response = await sendOnce(next, sending);
    const location = REDIRECTS.has(response.status) ? response.headers.get('location') : null;
    if (location === null) return { response, url: next.url };
    await response.body?.cancel();
    if (redirects >= sending.maxRedirects) throw tooMany(next.url, sending);
    redirectedFrom = next.url;
    next = redirected(next, response.status, location, sending.site);
  }
}

/** The part of a URL that messages and outputs show: no query, which may hold secrets. */
export function shownUrl({ protocol, host, pathname }: URL): string {
  return `${protocol}${host === '' ? '' : `//${host}`}${pathname}`;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Headers that say who asks, beside those that hold secrets. */
const CREDENTIALS = ['authorization', 'cookie', 'proxy-authorization'];
/** Headers that tell of the body. */
const OF_BODY = ['content-type', 'content-encoding', 'content-language', 'content-location'];

async function permit(target: HttpTarget, { client, site, signal }: Sending): Promise<void> {
  let verdict: unknown;
  let cause: unknown;
  try {
    verdict = await unlessAborted(client.policy.allowsUrl(target), signal);
  } catch (error) {
    cause = error;
  }
  const reason =
    verdict === true ? literalRefusal(target.url, client.policy) : (verdict ?? 'the policy failed');
  if (reason !== undefined) throw refused(target, reason, site, cause);
}

/** What is answered, or the signal's reason where that is there first: a policy may ask others, who may never answer. */
function unlessAborted<T>(answer: T | PromiseLike<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void Promise.resolve(answer)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}

async function sendOnce(request: Prepared, sending: Sending): Promise<Response> {
  const { client, site, signal } = sending;
  const { fetch } = await import('undici');
  signal.throwIfAborted();
  try {
    return await fetch(request.url, {
      method: request.method,
      headers: [...request.headers],
      body: request.body ?? null,
      redirect: 'manual',
      signal,
      dispatcher: await client.agent(),
    });
  } catch (error) {
    signal.throwIfAborted();
    throw unsent(request, error, site);
  }
}

function redirected(
  { url, method, headers, secretHeaders, body, hasSecretBody }: Prepared,
  status: number,
  location: string,
  site: Site,
): Prepared {
  let to: URL;
  try {
    to = new URL(location, url);
  } catch {
    throw failure(
      site,
      'HTTP_INVALID',
      `${shownUrl(url)} redirects node "${site.id}" to what is no URL.`,
    );
  }
  to.username = to.password = '';
  const becomesGet =
    (status === 303 && method !== 'HEAD') ||
    ((status === 301 || status === 302) && method === 'POST');
  const isSameOrigin = to.origin === url.origin;
  if (hasSecretBody && !becomesGet && !isSameOrigin) throw takesSecretAlong(url, to, site);
  const dropped = new Set<string>([
    ...(isSameOrigin ? [] : [...CREDENTIALS, ...secretHeaders]),
    ...(becomesGet ? OF_BODY : []),
  ]);
  return {
    url: to,
    method: becomesGet ? 'GET' : method,
    headers: new Map([...headers].filter(([name]) => !dropped.has(name))),
    secretHeaders,
    body: becomesGet ? undefined : body,
    hasSecretBody: hasSecretBody && !becomesGet,
  };
}

function unsent({ url, method }: Prepared, error: unknown, site: Site): Error {
  const found = addressRefusal(error);
  return found === undefined
    ? connectionFailed('got no response from', url, error, site)
    : refused({ url, method, redirectedFrom: undefined }, found.reason, site);
}

/** The error for a connection that could not be made, or broke. */
export function connectionFailed(what: string, url: URL, cause: unknown, site: Site): Error {
  const code = deepestCode(cause);
  return failure(
    site,
    'HTTP_FAILED',
    `Node "${site.id}" ${what} ${shownUrl(url)}${code === undefined ? '' : ` (${code})`}.`,
    { cause, port: 'url' },
  );
}

function addressRefusal(error: unknown): AddressRefused | undefined {
  for (const one of causesOf(error)) if (one instanceof AddressRefused) return one;
  return undefined;
}

/** The code of the operating system or of TLS, which stands at the end of the causes. */
function deepestCode(error: unknown): string | undefined {
  let code: string | undefined;
  for (const one of causesOf(error)) {
    const own = (one as { readonly code?: unknown }).code;
    if (typeof own === 'string') code = own;
  }
  return code;
}

/** An error and its causes, and the first of several that it stands for. */
function* causesOf(error: unknown): Generator<object> {
  let next = error;
  for (let depth = 0; depth < 10 && typeof next === 'object' && next !== null; depth++) {
    yield next;
    const { cause, errors } = next as { readonly cause?: unknown; readonly errors?: unknown };
    next = Array.isArray(errors) ? errors[0] : cause;
  }
}

function refused(target: HttpTarget, reason: unknown, site: Site, cause?: unknown): Error {
  const { url, redirectedFrom } = target;
  const why = typeof reason === 'string' ? reason : 'the policy does not allow it';
  const by = redirectedFrom === undefined ? '' : ', where a redirect leads,';
  return failure(
    site,
    'HTTP_REFUSED',
    `Node "${site.id}" may not ask ${shownUrl(url)}${by} because ${why}.`,
    {
      port: 'url',
      hint: 'Allow it in the options of the standard nodes, http: { hosts, privateAddresses }, or bind an HttpPolicy.',
      ...(cause !== undefined && { cause }),
    },
  );
}

function takesSecretAlong(url: URL, to: URL, site: Site): Error {
  return failure(
    site,
    'HTTP_REFUSED',
    `${shownUrl(url)} redirects node "${site.id}" to ${shownUrl(to)}, which may not get the secret in its body.`,
    { hint: 'Ask for the last address.', port: 'body' },
  );
}

function tooMany(url: URL, { site, maxRedirects }: Sending): Error {
  return failure(
    site,
    'HTTP_REFUSED',
    `${shownUrl(url)} redirects node "${site.id}", which follows ${String(maxRedirects)} redirects at most.`,
    { hint: 'Ask for the last address, or raise "maxRedirects".', port: 'url' },
  );
}
