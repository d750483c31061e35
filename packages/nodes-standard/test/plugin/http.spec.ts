import { gzipSync } from 'node:zlib';
import type { RuntimeError, Workflow } from '@tenon/core';
import { HttpPolicy, type HttpVerdict, httpRequest } from '@tenon/nodes-standard';
import { expectNoHandlesLeft, expectNoSecretIn, only, VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import { aServer, type Seen, type TestServer } from '../support/http-server.js';
import { failureOf, outputsOf, run, type Stated, withNodes } from '../support/runtime.js';

const LOCAL: Stated = { options: { http: { privateAddresses: true } } };

function secret(name: string, text: string) {
  return Object.defineProperty(
    { reveal: () => text, toString: () => `[secret ${name}]`, toJSON: () => `[secret ${name}]` },
    Symbol.for('tenon.Secret'),
    { value: true },
  );
}

function asking(url: unknown, config: object = {}): Workflow {
  return only(httpRequest, { url: url as string, ...config });
}

/** A policy that a test states in part. */
function policy(stated: Partial<HttpPolicy>): Stated {
  return {
    configure: ({ bind }) => {
      bind(HttpPolicy).toConstantValue({
        maxBytes: 1_000_000,
        allowsUrl: () => true,
        allowsAddress: () => true,
        ...stated,
      });
    },
  };
}

describe('an HTTP request', () => {
  const servers: TestServer[] = [];
  const server = async (answer: Parameters<typeof aServer>[0]) => {
    const one = await aServer(answer);
    servers.push(one);
    return one;
  };
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((one) => one.close()));
  });
  const json = (body: unknown) =>
    server((_request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    });

  describe('sends', () => {
    it('a method, headers and a query, and gives the response', async () => {
      const { origin, seen } = await json({ ok: true });
      const flow = asking(`${origin}/a?x=1`, {
        method: 'delete',
        headers: { 'X-Trace': 7, absent: null },
        query: { q: 'ä &', list: [1, true] },
      });
      const outputs = await outputsOf(flow, LOCAL);
      expect(outputs).to.deep.include({ status: 200, body: { ok: true }, url: `${origin}/a` });
      expect(outputs['headers']).to.deep.include({ 'content-type': 'application/json' });
      expect(seen[0]).to.deep.include({
        method: 'DELETE',
        url: '/a?x=1&q=%C3%A4+%26&list=1&list=true',
        body: '',
      });
      expect(seen[0]?.headers['x-trace']).to.equal('7');
      expect(seen[0]?.headers).not.to.have.property('absent');
    });

    for (const [body, sent, type] of [
      ['text', 'text', 'text/plain; charset=utf-8'],
      [{ a: [1, { b: null }] }, '{"a":[1,{"b":null}]}', 'application/json'],
      [Buffer.from('bytes'), 'bytes', 'application/octet-stream'],
      [null, 'null', 'application/json'],
      [secret('TEXT', 'hidden'), 'hidden', 'text/plain; charset=utf-8'],
      [{ key: secret('KEY', 'hidden') }, '{"key":"hidden"}', 'application/json'],
    ] as const) {
      it(`a body: ${JSON.stringify(body)}`, async () => {
        const { origin, seen } = await json(1);
        await outputsOf(asking(origin, { method: 'POST', body }), LOCAL);
        expect(seen[0]?.body).to.equal(sent);
        expect(seen[0]?.headers['content-type']).to.equal(type);
      });
    }

    it('the content type that is stated', async () => {
      const { origin, seen } = await json(1);
      const headers = { 'Content-Type': 'text/csv' };
      await outputsOf(asking(origin, { method: 'PUT', body: 'a', headers }), LOCAL);
      expect(seen[0]?.headers['content-type']).to.equal('text/csv');
    });

    it('data with data that stands in it twice, and none that is cyclic', async () => {
      const { origin, seen } = await json(1);
      const twice = { a: 1 };
      await outputsOf(asking(origin, { method: 'POST', body: [twice, twice] }), LOCAL);
      expect(seen[0]?.body).to.equal('[{"a":1},{"a":1}]');
      const cyclic: unknown[] = [];
      cyclic.push(cyclic);
      const { code, message } = await failureOf(
        asking(origin, { method: 'POST', body: cyclic }),
        LOCAL,
      );
      expect([code, message]).to.deep.equal([
        'HTTP_INVALID',
        'The request of node "only" cannot be made: its body cannot be written as JSON.',
      ]);
    });

    for (const [config, reason] of [
      [{ url: 'no url' }, 'its URL cannot be read'],
      [{ url: 7 }, 'its URL cannot be read'],
      [{ url: 'http://me:pw@host/' }, 'its URL holds a name or a password'],
      [{ headers: 'x' }, 'its "headers" are no object'],
      [{ headers: { 'a b': 'x' } }, 'its header "a b" is not one that HTTP has'],
      [{ headers: { a: 'x\r\nb: y' } }, 'its header "a" is not one that HTTP has'],
      [{ headers: { a: {} } }, 'its header "a" is no text'],
      [{ query: [1] }, 'its "query" are no object'],
      [{ query: { a: {} } }, 'its query "a" is no text'],
      [{ method: 'GET /' }, 'its method is no text'],
      [{ method: 7 }, 'its method is no text'],
      [{ body: 'x' }, 'it is GET and has a body'],
      [{ method: 'POST', body: () => 1 }, 'its body cannot be written as JSON'],
    ] as const) {
      it(`nothing where ${reason}: ${JSON.stringify(config)}`, async () => {
        const { code, message } = await failureOf(asking('http://127.0.0.1:1/', config), LOCAL);
        expect([code, message]).to.deep.equal([
          'HTTP_INVALID',
          `The request of node "only" cannot be made: ${reason}.`,
        ]);
      });
    }
  });

  describe('reads the response', () => {
    const typed = (type: string | undefined, bytes: string | Uint8Array) =>
      server((_request, response) => {
        if (type !== undefined) response.setHeader('content-type', type);
        response.end(bytes);
      });

    for (const [type, sent, as, body] of [
      ['application/json', '{"a":1}', 'auto', { a: 1 }],
      ['application/problem+json; charset=utf-8', '[1]', 'auto', [1]],
      ['text/html', '<p>', 'auto', '<p>'],
      ['application/xml', '<p>', 'auto', '<p>'],
      [undefined, 'plain', 'auto', 'plain'],
      ['text/plain; charset=iso-8859-1', Buffer.from([0xe4]), 'auto', 'ä'],
      ['image/png', Buffer.from([1, 2]), 'auto', Buffer.from([1, 2])],
      ['application/json', '{"a":1}', 'text', '{"a":1}'],
      ['text/plain', '{"a":1}', 'json', { a: 1 }],
      ['text/plain', 'ab', 'bytes', Buffer.from('ab')],
      ['application/json', '', 'auto', null],
    ] as const) {
      it(`of ${String(type)} as ${as}`, async () => {
        const { origin } = await typed(type, sent);
        expect((await outputsOf(asking(origin, { as }), LOCAL))['body']).to.deep.equal(body);
      });
    }

    for (const [type, sent, as, reason] of [
      ['application/json', '{', 'auto', 'is no JSON'],
      ['text/plain', '', 'json', 'is no JSON'],
      ['text/plain', Buffer.from([0xff]), 'auto', 'is no text in utf-8'],
      ['text/plain; charset=klingon', 'a', 'auto', 'is no text in klingon'],
    ] as const) {
      it(`and fails where it ${reason}`, async () => {
        const { origin } = await typed(type, sent);
        const { code, message } = await failureOf(asking(origin, { as }), LOCAL);
        expect(code).to.equal('HTTP_INVALID');
        expect(message).to.equal(`The response of ${origin}/ to node "only" ${reason}.`);
      });
    }

    it('unpacked, with the limit on what is unpacked', async () => {
      const { origin } = await server((_request, response) => {
        response.setHeader('content-encoding', 'gzip').end(gzipSync('x'.repeat(100_000)));
      });
      const { body } = await outputsOf(asking(origin), LOCAL);
      expect((body as string).length).to.equal(100_000);
      expect(await failureOf(asking(origin, { maxBytes: 99_999 }), LOCAL)).to.deep.equal({
        code: 'HTTP_TOO_LARGE',
        message: `The response of ${origin}/ to node "only" has more than 99,999 bytes.`,
        hint: 'Ask for less, or raise "maxBytes" of the node and of standardNodes({ http }).',
      });
    });

    it('no further than the limit of the node and of the host', async () => {
      const { origin } = await typed('text/plain', 'x'.repeat(1_000));
      expect((await failureOf(asking(origin, { maxBytes: 999 }), LOCAL)).code).to.equal(
        'HTTP_TOO_LARGE',
      );
      const host = { options: { http: { privateAddresses: true, maxBytes: 500 } } };
      for (const config of [{}, { maxBytes: 5_000 }]) {
        const { code, message } = await failureOf(asking(origin, config), host);
        expect([code, message]).to.deep.equal([
          'HTTP_TOO_LARGE',
          `The response of ${origin}/ to node "only" has more than 500 bytes.`,
        ]);
      }
      await outputsOf(asking(origin, { maxBytes: 1_000 }), LOCAL);
    });

    it('where its length is not stated, too', async () => {
      const { origin } = await server((_request, response) => {
        const timer = setInterval(() => response.write('x'.repeat(1_000)), 1);
        response.on('close', () => clearInterval(timer));
      });
      const { code } = await failureOf(asking(origin, { maxBytes: 5_000 }), LOCAL);
      expect(code).to.equal('HTTP_TOO_LARGE');
    });

    it('and fails for a status other than 2xx, unless any is expected', async () => {
      const { origin } = await server((_request, response) => {
        response.statusCode = 404;
        response.end('not here');
      });
      expect(await failureOf(asking(`${origin}/a?key=1`), LOCAL)).to.deep.equal({
        code: 'HTTP_STATUS',
        message: `${origin}/a answered node "only" with the status 404.`,
        hint: "State expect: 'any' to decide by the status.",
      });
      expect(await outputsOf(asking(origin, { expect: 'any' }), LOCAL)).to.deep.include({
        status: 404,
        body: 'not here',
      });
    });
  });

  it('gives all cookies that are set', async () => {
    const { origin } = await server((_request, response) => {
      response.setHeader('set-cookie', ['a=1', 'b=2; Path=/']).end();
    });
    const { headers } = await outputsOf(asking(origin), LOCAL);
    expect(headers).to.include({ 'set-cookie': 'a=1, b=2; Path=/' });
  });

  it('ends in time where the policy never answers', async () => {
    const never = policy({ allowsUrl: () => new Promise(() => undefined) });
    const flow = asking('http://example.org/', { timeoutMs: 20 });
    expect((await failureOf(flow, never)).code).to.equal('HTTP_TIMEOUT');
  });

  it('takes no body where the policy states no limit', async () => {
    const { origin } = await json('much');
    const stated = policy({ maxBytes: undefined as unknown as number });
    expect((await failureOf(asking(origin), stated)).code).to.equal('HTTP_TOO_LARGE');
  });

  describe('follows redirects', () => {
    const redirecting = (status: number, to: () => string) =>
      server((request, response) => {
        if (request.url !== '/from') return void response.end('there');
        response.statusCode = status;
        response.setHeader('location', to()).end();
      });

    for (const [status, method, then, body] of [
      [301, 'POST', 'GET', ''],
      [302, 'POST', 'GET', ''],
      [303, 'PUT', 'GET', ''],
      [303, 'HEAD', 'HEAD', ''],
      [307, 'POST', 'POST', 'sent'],
      [308, 'PUT', 'PUT', 'sent'],
      [301, 'PUT', 'PUT', 'sent'],
    ] as const) {
      it(`of ${String(status)}: ${method} becomes ${then}`, async () => {
        const { origin, seen } = await redirecting(status, () => '/to');
        const config = method === 'HEAD' ? { method } : { method, body: 'sent' };
        const outputs = await outputsOf(asking(`${origin}/from`, config), LOCAL);
        expect(outputs['url']).to.equal(`${origin}/to`);
        expect(seen.map((one) => [one.method, one.url, one.body])).to.deep.equal([
          [method, '/from', method === 'HEAD' ? '' : 'sent'],
          [then, '/to', body],
        ]);
        expect(seen[1]?.headers['content-type'] === undefined).to.equal(body === '');
      });
    }

    it('and hands credentials to no other origin', async () => {
      const other = await json('there');
      const { origin, seen } = await redirecting(302, () => `${other.origin}/to`);
      const headers = {
        authorization: 'Bearer x',
        cookie: 'a=1',
        'x-key': secret('KEY', 'hunter2'),
        'x-plain': 'kept',
      };
      await outputsOf(asking(`${origin}/from`, { headers }), LOCAL);
      expect(seen[0]?.headers).to.include({ authorization: 'Bearer x', 'x-key': 'hunter2' });
      const got = other.seen[0]?.headers ?? {};
      expect(got).to.include({ 'x-plain': 'kept' });
      expect(got).not.to.have.any.keys('authorization', 'cookie', 'x-key');
    });

    for (const body of [secret('KEY', 'hunter2'), { deep: [secret('KEY', 'hunter2')] }]) {
      it(`and hands a secret ${'reveal' in body ? 'as' : 'inside'} the body to no other origin`, async () => {
        const other = await json('there');
        let to = '/to';
        const { origin, seen } = await redirecting(307, () => to);
        const flow = asking(`${origin}/from`, { method: 'POST', body });
        await outputsOf(flow, LOCAL);
        expect(seen[1]?.body).to.include('hunter2');
        to = `${other.origin}/to?k=1`;
        expect(await failureOf(flow, LOCAL)).to.deep.equal({
          code: 'HTTP_REFUSED',
          message: `${origin}/from redirects node "only" to ${other.origin}/to, which may not get the secret in its body.`,
          hint: 'Ask for the last address.',
        });
        expect(other.seen).to.deep.equal([]);
      });
    }

    it('and drops a secret body with the method that sends it', async () => {
      const other = await json('there');
      const { origin } = await redirecting(303, () => `${other.origin}/to`);
      const body = secret('KEY', 'hunter2');
      await outputsOf(asking(`${origin}/from`, { method: 'POST', body }), LOCAL);
      expect(other.seen[0]).to.include({ method: 'GET', body: '' });
    });

    it('and keeps them within an origin', async () => {
      const { origin, seen } = await redirecting(302, () => '/to');
      await outputsOf(
        asking(`${origin}/from`, { headers: { authorization: secret('A', 'Bearer x') } }),
        LOCAL,
      );
      expect(seen[1]?.headers['authorization']).to.equal('Bearer x');
    });

    it('as many as are stated', async () => {
      const { origin, seen } = await server((_request, response) => {
        response.statusCode = 302;
        response.setHeader('location', '/again').end();
      });
      expect(await failureOf(asking(origin, { maxRedirects: 2 }), LOCAL)).to.deep.include({
        code: 'HTTP_REFUSED',
        message: `${origin}/again redirects node "only", which follows 2 redirects at most.`,
      });
      expect(seen.length).to.equal(3);
    });

    it('and shows those that no request can follow', async () => {
      for (const [to, shown] of [
        ['file:///etc/passwd', 'file:/etc/passwd'],
        ['data:text/plain,a', 'data:text/plain,a'],
      ] as const) {
        const { origin } = await redirecting(302, () => to);
        expect((await failureOf(asking(`${origin}/from`), LOCAL)).message).to.match(
          new RegExp(`^Node "only" may not ask ${shown}, where a redirect leads, because`),
        );
      }
    });

    it('and asks the policy about each', async () => {
      const { origin } = await redirecting(302, () => 'http://example.invalid/to?k=1');
      const asked: unknown[] = [];
      const careful = policy({
        allowsUrl: ({ url, method, redirectedFrom }) => {
          asked.push([url.hostname, method, redirectedFrom?.hostname]);
          return url.hostname === '127.0.0.1' || 'its host is not ours';
        },
      });
      const { code, message } = await failureOf(asking(`${origin}/from`), careful);
      expect([code, message]).to.deep.equal([
        'HTTP_REFUSED',
        'Node "only" may not ask http://example.invalid/to, where a redirect leads, because its host is not ours.',
      ]);
      expect(asked).to.deep.equal([
        ['127.0.0.1', 'GET', undefined],
        ['example.invalid', 'GET', '127.0.0.1'],
      ]);
    });

    it('to what is a URL', async () => {
      const { origin } = await redirecting(302, () => 'http://[');
      expect((await failureOf(asking(`${origin}/from`), LOCAL)).code).to.equal('HTTP_INVALID');
    });
  });

  describe('is allowed by the policy', () => {
    for (const url of [
      'http://127.0.0.1:1/',
      'http://localhost:4711/',
      'http://[::1]:1/',
      'http://[::ffff:127.0.0.1]:1/',
      'http://[::127.0.0.1]:1/',
      'http://[2606:4700::5efe:a00:1]/',
      'http://[2606:4700::200:5efe:a00:1]/',
      'http://[4000::1]/',
      'http://0.0.0.0:1/',
      'http://10.1.2.3/',
      'http://172.16.0.1/',
      'http://192.168.0.1/',
      'http://169.254.169.254/latest/meta-data',
      'http://[fd00::1]/',
      'http://[fe80::1]/',
      'http://[64:ff9b::a00:1]/',
      'http://[2002:a00:1::]/',
      'http://100.64.0.1/',
      'http://2130706433:1/',
      'http://0x7f.1:1/',
      'http://224.0.0.1/',
      'http://255.255.255.255/',
    ]) {
      it(`not where an address is not public: ${url}`, async () => {
        const { code, message, hint } = await failureOf(asking(url));
        expect(code).to.equal('HTTP_REFUSED');
        expect(message).to.match(
          /because its address is of the range "\w+", which is not public\.$/,
        );
        expect(hint).to.contain('privateAddresses');
      });
    }

    it('by http and https alone', async () => {
      for (const url of ['file:///etc/passwd', 'ftp://example.org/', 'data:text/plain,x']) {
        const { code, message } = await failureOf(asking(url), LOCAL);
        expect(code).to.equal('HTTP_REFUSED');
        expect(message).to.match(/because it is asked by "\w+:" and not by http or https\.$/);
      }
    });

    it('where hosts are listed, for these', async () => {
      const { origin } = await json(1);
      const listed = (...hosts: string[]): Stated => ({
        options: { http: { hosts, privateAddresses: true } },
      });
      const named = origin.replace('127.0.0.1', 'LOCALHOST');
      await outputsOf(asking(origin), listed('127.0.0.1'));
      await outputsOf(asking(named), listed('Localhost'));
      for (const [url, host] of [
        [origin, 'localhost'],
        ['http://example.org/', '*.example.org'],
        ['http://badexample.org/', '*.example.org'],
        ['http://example.org.evil.net/', 'example.org'],
      ] as const) {
        const { code, message } = await failureOf(asking(url), listed(host));
        expect(code).to.equal('HTTP_REFUSED');
        expect(message).to.match(/because its host is not listed/);
      }
      for (const [url, host] of [
        ['http://a.invalid:1/', '*.invalid'],
        ['http://a.invalid.:1/', 'a.invalid'],
      ] as const) {
        expect((await failureOf(asking(url), listed(host))).code).to.equal('HTTP_FAILED');
      }
    });

    it('as a host decides, by URL and by address, at once or later', async () => {
      const { origin } = await json(1);
      const addresses: unknown[] = [];
      const careful = policy({
        allowsUrl: () => Promise.resolve<HttpVerdict>(true),
        allowsAddress: (address, host) => {
          addresses.push([address, host]);
          return true;
        },
      });
      await outputsOf(asking(origin), careful);
      await outputsOf(asking(origin.replace('127.0.0.1', 'localhost')), careful);
      expect(addresses[0]).to.deep.equal(['127.0.0.1', '127.0.0.1']);
      expect(addresses).to.deep.include(['127.0.0.1', 'localhost']);
    });

    for (const [what, stated] of [
      [
        'throws',
        {
          allowsUrl: () => {
            throw new Error('no');
          },
        },
      ],
      ['rejects', { allowsUrl: () => Promise.reject(new Error('no')) }],
      ['answers nothing', { allowsUrl: () => undefined as unknown as HttpVerdict }],
      ['answers false', { allowsUrl: () => false as unknown as HttpVerdict }],
      [
        'throws about an address',
        {
          allowsAddress: () => {
            throw new Error('no');
          },
        },
      ],
      ['answers nothing about an address', { allowsAddress: () => undefined as never }],
    ] as const) {
      it(`not where it ${what}`, async () => {
        const { origin, seen } = await json(1);
        for (const url of [origin, origin.replace('127.0.0.1', 'localhost')]) {
          const { code } = await failureOf(asking(url), policy(stated));
          expect(code).to.equal('HTTP_REFUSED');
        }
        expect(seen).to.deep.equal([]);
      });
    }
  });

  describe('ends', () => {
    it('when its time is out, by the clock of the runtime', async () => {
      const clock = new VirtualClock();
      const { origin } = await server((_request, response) => {
        response.write('half');
        arrived();
      });
      let arrived = () => {};
      const asked = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      const { runtime } = withNodes({ ...LOCAL, clock });
      const { result } = runtime.start(asking(origin, { timeoutMs: 60_000 }));
      await asked;
      await clock.advance(60_000);
      const { error } = await result;
      expect(error).to.deep.include({
        code: 'HTTP_TIMEOUT',
        message: `${origin}/ did not answer node "only" in full within 60000 ms.`,
      });
      await runtime.dispose();
      expect(clock.pendingTimers).to.equal(0);
    });

    it('when the run is aborted, and leaves nothing behind', async () => {
      const { origin } = await server(() => setTimeout(() => stop.abort(), 5));
      const stop = new AbortController();
      await expectNoHandlesLeft(async () => {
        const { status, warnings } = await run(asking(origin), {
          ...LOCAL,
          run: { signal: stop.signal },
        });
        expect(status).to.equal('aborted');
        expect(warnings).to.deep.equal([]);
        await Promise.all(servers.splice(0).map((one) => one.close()));
        await new Promise((resolve) => setTimeout(resolve, 20));
      });
    });

    it('with the code of the system where there is no connection', async () => {
      const gone = await aServer(() => {});
      await gone.close();
      const { origin } = gone;
      const { error } = await run(asking(`${origin}/a?secret=1`), LOCAL);
      expect(error).to.deep.include({
        code: 'HTTP_FAILED',
        message: `Node "only" got no response from ${origin}/a (ECONNREFUSED).`,
      });
      expect(error?.cause).to.be.instanceOf(Error);
    });

    it('where the connection breaks', async () => {
      const { origin } = await server((_request, response) => response.destroy());
      expect((await failureOf(asking(origin), LOCAL)).code).to.equal('HTTP_FAILED');
      const half = await server((_request, response) => {
        response.setHeader('content-length', '10').write('half');
        setTimeout(() => response.destroy(), 5);
      });
      expect((await failureOf(asking(half.origin), LOCAL)).code).to.equal('HTTP_FAILED');
    });
  });

  it('shows secrets nowhere', async () => {
    const hidden = 'hunter2';
    const key = secret('KEY', hidden);
    const { origin, seen } = await server((_request, response) => {
      response.statusCode = 500;
      response.end();
    });
    const config = {
      method: 'POST',
      headers: { authorization: key },
      query: { key },
      body: { key },
    };
    const failed = async (url: unknown, stated: Stated = LOCAL): Promise<RuntimeError> => {
      const { error } = await run(asking(url, config), stated);
      return error as RuntimeError;
    };
    const errors = [
      await failed(origin),
      await failed('http://127.0.0.1:1/'),
      await failed(origin, {}),
      await failed(secret('URL', `not a url ${hidden}`)),
    ];
    expect(errors.map(({ code }) => code)).to.deep.equal([
      'HTTP_STATUS',
      'HTTP_FAILED',
      'HTTP_REFUSED',
      'HTTP_INVALID',
    ]);
    for (const error of errors) expectNoSecretIn(error, hidden);
    expect((seen[0] as Seen).url).to.equal(`/?key=${hidden}`);
    const fine = await json('fine');
    const outputs = await outputsOf(asking(secret('URL', `${fine.origin}/?k=${hidden}`)), LOCAL);
    expectNoSecretIn(outputs, hidden);
    expect(fine.seen[0]?.url).to.equal(`/?k=${hidden}`);
  });
});
