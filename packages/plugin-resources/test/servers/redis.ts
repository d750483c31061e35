import { setTimeout as delay } from 'node:timers/promises';
import { port, SystemClock, workflow } from '@tenon/core';
import {
  defineResource,
  defineResourceNode,
  Resources,
  resource,
  resources,
} from '@tenon/plugin-resources';
import { aRuntime, expectNoHandlesLeft, only } from '@tenon/testing';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import { Server } from './server.js';

const cache = resource<Redis>('cache');

const increment = defineResourceNode({
  type: 'increment',
  resources: { cache },
  outputs: { value: port<number>() },
  run: async (_inputs, { resources: { cache: redis } }) => ({ value: await redis.incr('count') }),
});

/** Waits for a message that never comes. */
const wait = defineResourceNode({
  type: 'wait',
  resources: { cache },
  run: async (_inputs, { resources: { cache: redis } }) => {
    await redis.blpop('nothing', 0);
    return {};
  },
});

describe('Redis', function () {
  this.timeout(60_000);
  let server: Server;

  before(async () => {
    server = await Server.redis();
    await server.start();
  });

  after(() => server.remove());

  const clients = (number: { readonly shared: true } | { readonly max: number }) =>
    defineResource({
      name: 'cache',
      ...number,
      async create({ broken }) {
        // What is broken is replaced here, and not by the client itself.
        const redis = new Redis({
          port: server.port,
          lazyConnect: true,
          retryStrategy: () => null,
        });
        redis.on('error', broken);
        redis.on('end', () => broken(new Error('The server ended the connection.')));
        await redis.connect();
        return redis;
      },
      check: (redis) => redis.ping(),
      // Where the connection has ended already, it would set a timer.
      dispose: (redis) => {
        if (redis.status === 'ready') redis.disconnect();
      },
    });

  for (const number of [{ shared: true }, { max: 2 }] as const) {
    const what = 'max' in number ? 'clients that are leased' : 'a client that all share';

    it(`dies in the middle, and is used again when it is back: ${what}`, async () => {
      await expectNoHandlesLeft(async () => {
        const { runtime } = aRuntime({
          plugins: [resources({ define: [clients(number)] })],
          clock: new SystemClock(),
        });
        const stats = () => runtime.services.get(Resources).stats()[0];
        const flow = workflow('many');
        for (let i = 0; i < 20; i++) flow.add(`n${String(i)}`, increment);
        const many = flow.build();
        await runtime.execute(many);
        expect(stats()?.made).to.be.at.most(2);
        const waiting = runtime.start(only(wait));
        await delay(100);
        expect(stats()?.leased).to.equal(1);
        await server.kill();
        expect((await waiting.result).error?.code).to.equal('NODE_FAILED');
        await delay(50);
        expect([stats()?.leased, stats()?.size]).to.deep.equal([0, 0]);
        const away = await runtime.start(only(increment)).result;
        expect(away.error?.code).to.equal('RESOURCE_FAILED');
        expect(away.error?.message).to.match(/ECONNREFUSED|closed/);
        await server.start();
        expect((await runtime.execute(many)).status).to.equal('completed');
        expect([stats()?.leased, stats()?.waiting]).to.deep.equal([0, 0]);
        await runtime.dispose();
        await delay(50);
      });
    });
  }
});
