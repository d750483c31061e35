import { setTimeout as delay } from 'node:timers/promises';
import { port, type Runtime, SystemClock, workflow } from '@tenon/core';
import {
  defineResource,
  defineResourceNode,
  type Resource,
  Resources,
  resource,
  resources,
} from '@tenon/plugin-resources';
import { aRuntime, expectNoHandlesLeft, expectNoSecretIn, only } from '@tenon/testing';
import { expect } from 'chai';
import pg from 'pg';
import { Server } from './server.js';

const db = resource<pg.ClientBase | pg.Pool>('db');

/** Answers the number of the server's process that it worked in. */
const ask = defineResourceNode({
  type: 'ask',
  resources: { db },
  inputs: { seconds: port<number>().default(0), after: port<number>().many().optional() },
  outputs: { pid: port<number>() },
  run: async ({ seconds }, { resources: { db: client } }) => {
    const { rows } = await client.query<{ pid: number }>(
      'SELECT pg_backend_pid() AS pid, pg_sleep($1)',
      [seconds],
    );
    return { pid: rows[0]?.pid ?? 0 };
  },
});

/** So many nodes at once, and what each got. */
function asking(nodes: number, seconds: number) {
  const flow = workflow('asking');
  for (let i = 0; i < nodes; i++) flow.add(`n${String(i)}`, ask, { seconds });
  return flow.build();
}

const stop = async (runtime: Runtime) => {
  await runtime.dispose();
  // The server hears of it a moment later.
  await delay(100);
};

describe('PostgreSQL', function () {
  this.timeout(60_000);
  let server: Server;
  let url: string;

  before(async () => {
    server = await Server.postgres();
    await server.start();
    url = `postgres://tenon:hunter-two@127.0.0.1:${String(server.port)}/postgres?application_name=tenon`;
  });

  after(() => server.remove());

  const clients = (more: object = {}) =>
    defineResource({
      name: 'db',
      max: 3,
      async create({ broken }) {
        const client = new pg.Client(url);
        client.on('error', broken);
        await client.connect();
        return client;
      },
      check: (client) => client.query('SELECT 1'),
      dispose: (client) => client.end(),
      ...more,
    });

  const pool = () =>
    defineResource({
      name: 'db',
      shared: true,
      create() {
        const shared = new pg.Pool({ connectionString: url, max: 3 });
        // It replaces its connections itself.
        shared.on('error', () => undefined);
        return shared;
      },
      check: (shared) => shared.query('SELECT 1'),
      dispose: (shared) => shared.end(),
    });

  const runtimeWith = (resource_: Resource) => {
    const { runtime, log } = aRuntime({
      plugins: [resources({ define: [resource_] })],
      clock: new SystemClock(),
    });
    const stats = () => {
      const [one] = runtime.services.get(Resources).stats();
      if (one === undefined) throw new Error('no resource');
      return one;
    };
    return { runtime, log, stats };
  };

  /** How many connections of these tests the server has. */
  const connections = async () => {
    const client = new pg.Client(url.replace('name=tenon', 'name=watching'));
    await client.connect();
    const { rows } = await client.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'tenon'",
    );
    await client.end();
    return rows[0]?.n;
  };

  it('serves many nodes with few connections, and has none of them afterwards', async () => {
    await expectNoHandlesLeft(async () => {
      const { runtime, stats } = runtimeWith(clients());
      for (let round = 0; round < 5; round++) {
        const { results } = await runtime.execute(asking(20, 0.002), { concurrency: 20 });
        const pids = Object.values(results).map((outputs) => outputs?.['pid']);
        expect(new Set(pids).size).to.be.within(1, 3);
      }
      expect(await connections()).to.be.within(1, 3);
      expect([stats().leased, stats().waiting, stats().broken]).to.deep.equal([0, 0, 0]);
      await stop(runtime);
      expect(await connections()).to.equal(0);
    });
  });

  it('loses a connection that nobody uses, and no run notices', async () => {
    const { runtime, stats } = runtimeWith(clients({ max: 1 }));
    const { results } = await runtime.execute(only(ask));
    const killer = new pg.Client(url);
    await killer.connect();
    await killer.query('SELECT pg_terminate_backend($1)', [results['only']?.['pid']]);
    await killer.end();
    await delay(100);
    expect([stats().broken, stats().size]).to.deep.equal([1, 0]);
    const { results: next } = await runtime.execute(only(ask));
    expect(next['only']?.['pid']).not.to.equal(results['only']?.['pid']);
    await stop(runtime);
  });

  for (const [what, declared] of [
    ['single connections', clients],
    ['a pool of its own', pool],
  ] as const) {
    it(`dies in the middle, and is used again when it is back: ${what}`, async () => {
      await expectNoHandlesLeft(async () => {
        const { runtime, stats, log } = runtimeWith(declared());
        await runtime.execute(asking(6, 0));
        const running = runtime.start(asking(6, 30), { onError: 'continue' });
        await delay(300);
        await server.kill();
        const failed = await running.result;
        expect(failed.status).to.equal('failed');
        for (const { error } of failed.outcomes) {
          expect(error?.code).to.be.oneOf(['NODE_FAILED', 'RESOURCE_FAILED']);
        }
        // As long as it is away, runs fail and say why.
        const away = await runtime.start(only(ask)).result;
        expect(away.error?.code).to.be.oneOf(['NODE_FAILED', 'RESOURCE_FAILED']);
        expectNoSecretIn([failed, away, log.lines, stats()], 'hunter-two');
        await server.start();
        const back = await runtime.execute(asking(6, 0.01));
        expect(back.status).to.equal('completed');
        expect([stats().leased, stats().waiting]).to.deep.equal([0, 0]);
        await stop(runtime);
        expect(await connections()).to.equal(0);
      });
    });
  }

  it('is not kept by a node that ignores its time limit', async () => {
    const { runtime, stats } = runtimeWith(clients({ max: 1 }));
    const flow = workflow('slow');
    flow.add('slow', ask, { seconds: 5 }, { timeoutMs: 100 });
    const { error } = await runtime.start(flow.build(), { graceMs: 50 }).result;
    expect(error?.code).to.equal('TIMEOUT');
    expect([stats().leased, stats().broken]).to.deep.equal([0, 1]);
    expect((await runtime.execute(only(ask))).status).to.equal('completed');
    await stop(runtime);
  });
});
