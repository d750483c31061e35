import { type Clock, defineNode, type NodeContext, port, runOf } from '@tenon/core';
import type { Headers } from 'undici';
import { failure, type Site } from '../failure.js';
import { text, typed } from '../rows/ports.js';
import { HttpClient } from './http-client.js';
import { prepare } from './prepare.js';
import { BODY_FORMS, type BodyForm, bytesOf, readBody } from './read-body.js';
import { send, shownUrl } from './send.js';

const MEMBERS = { type: 'object' } as const;

/**
 * Makes an HTTP request: `url`, `method`, `headers`, `query`, `body` → `status`, `headers`, `body`, `url`. Values of headers,
 * of the query and in the body may be secrets, which are sent in clear and shown nowhere. What may be asked is the
 * {@link HttpPolicy}'s to say.
 *
 * @example
 * const rates = flow.add('rates', httpRequest, { url: 'https://api.example.org/rates', query: { base: 'EUR' } });
 */
export const httpRequest = defineNode({
  type: 'http-request',
  description: 'Makes an HTTP request.',
  inputs: {
    url: typed<string>({ type: ['string', 'object'] }, 'The URL, with its scheme and host.'),
    method: text('The method.').default('GET'),
    headers: typed<Readonly<Record<string, unknown>>>(MEMBERS, 'Headers by name.').optional(),
    query: typed<Readonly<Record<string, unknown>>>(
      MEMBERS,
      'What is added to the query of the URL, by name; a list is added item by item.',
    ).optional(),
    body: port()
      .describe('What is sent: a text, bytes, or data, which is sent as JSON.')
      .optional(),
  },
  outputs: {
    status: typed<number>({ type: 'integer' }, 'The status of the response.'),
    headers: typed<Readonly<Record<string, string>>>(
      MEMBERS,
      'Headers of the response, by name in lower case.',
    ),
    body: port().describe('The body, read as the setting "as" says; null where there is none.'),
    url: text('Where the response comes from, after redirects, without a query.'),
  },
  settings: {
    as: typed<BodyForm>(
      { type: 'string', enum: BODY_FORMS },
      'What the body is read as; "auto" goes by its content type.',
    ).default('auto'),
    expect: typed<'success' | 'any'>(
      { type: 'string', enum: ['success', 'any'] },
      'Whether a status other than 2xx fails the node.',
    ).default('success'),
    timeoutMs: typed<number>(
      { type: 'number', exclusiveMinimum: 0 },
      'Milliseconds until the whole response must be there.',
    ).default(30_000),
    maxBytes: typed<number>(
      { type: 'integer', minimum: 0 },
      'The most bytes of the body, unpacked.',
    ).optional(),
    maxRedirects: typed<number>(
      { type: 'integer', minimum: 0, maximum: 20 },
      'How many redirects are followed.',
    ).default(5),
  },
  compile: ({ id, workflow, services }) => {
    const site = { id, workflow };
    const client = services.get(HttpClient);
    return async (inputs, context) => {
      const { url, method, headers, query, body } = inputs;
      const {
        as,
        expect,
        timeoutMs,
        maxBytes = client.policy.maxBytes,
        maxRedirects,
      } = context.settings;
      const request = prepare({ url, method, headers, query, body }, site);
      const limit = new Limit(timeoutMs, shownUrl(request.url), context, site);
      try {
        const { signal } = limit;
        const received = await send(request, { client, site, signal, maxRedirects });
        const { response } = received;
        const from = shownUrl(received.url);
        const isWanted = response.ok || expect === 'any';
        if (!isWanted) {
          await response.body?.cancel();
          throw wrongStatus(response.status, from, site);
        }
        const most = Math.min(maxBytes, client.policy.maxBytes);
        const bytes = await bytesOf(received, most, site);
        const type = response.headers.get('content-type');
        return {
          status: response.status,
          headers: headersOf(response.headers),
          body: bytes.length === 0 && as === 'auto' ? null : readBody(bytes, as, type, from, site),
          url: from,
        };
      } catch (error) {
        throw limit.reasonFor(error);
      } finally {
        limit.end();
      }
    };
  },
});

/** Headers by name. Cookies, which alone may stand there several times, are joined as others are. */
function headersOf(headers: Headers): Readonly<Record<string, string>> {
  const cookies = headers.getSetCookie();
  return Object.fromEntries([
    ...headers,
    ...(cookies.length > 1 ? [['set-cookie', cookies.join(', ')] as const] : []),
  ]);
}

/** The time limit of one request, by the run's clock, together with the signal of the visit. */
class Limit {
  readonly #abort = new AbortController();
  readonly #timer: ReturnType<Clock['timer']>;
  readonly #visit: AbortSignal;
  readonly #stop = () => this.#abort.abort(this.#visit.reason);

  constructor(ms: number, url: string, context: NodeContext, site: Site) {
    this.#visit = context.signal;
    this.#timer = runOf(context).clock.timer(ms, () => {
      this.#abort.abort(
        failure(
          site,
          'HTTP_TIMEOUT',
          `${url} did not answer node "${site.id}" in full within ${String(ms)} ms.`,
          { hint: 'Raise "timeoutMs".' },
        ),
      );
    });
    if (this.#visit.aborted) this.#stop();
    else this.#visit.addEventListener('abort', this.#stop, { once: true });
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Why a request ended: what told it to end, where something did. */
  reasonFor(error: unknown): unknown {
    return this.signal.aborted ? this.signal.reason : error;
  }

  end(): void {
    this.#timer.cancel();
    this.#visit.removeEventListener('abort', this.#stop);
  }
}

function wrongStatus(status: number, url: string, site: Site): Error {
  return failure(
    site,
    'HTTP_STATUS',
    `${url} answered node "${site.id}" with the status ${String(status)}.`,
    { hint: "State expect: 'any' to decide by the status." },
  );
}
