import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock, createRuntime, port, RuntimeError } from '@tenon/core';
import {
  defineResource,
  defineResourceNode,
  Resource,
  Resources,
  resource,
  resources,
} from '@tenon/plugin-resources';
import { only, VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import sqlite, { type Database } from 'node-sqlite3-wasm';

/** A client that all may share, as libraries have them. */
class Agent {
  isOpen = true;
  constructor(readonly url: string) {}
  close(): void {
    this.isOpen = false;
  }
}

const oneDatabase = defineResource({
  name: 'db',
  max: 1,
  create: () => new sqlite.Database(),
  dispose: (db) => db.close(),
});

/** The code in the README of the package: each region is shown there. */
describe('the README of plugin-resources', () => {
  let file: string;
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tenon-readme-'));
    file = join(folder, 'users.db');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('shows a node, a resource, and a runtime', async () => {
    // #region node
    const countRows = defineResourceNode({
      type: 'count-rows',
      resources: { db: resource<Database>('db') },
      inputs: { table: port<string>() },
      outputs: { rows: port<number>() },
      run: ({ table }, { resources: { db } }) => {
        const found = db.get(`SELECT count(*) AS rows FROM "${table}"`);
        return { rows: Number(found?.['rows']) };
      },
    });
    // #endregion
    // #region host
    const database = defineResource({
      name: 'db',
      max: 4, // so many at most, each leased to one node at a time
      create: () => new sqlite.Database(file),
      check: (db) => db.get('SELECT 1') !== null,
      dispose: (db) => db.close(),
    });

    const runtime = createRuntime({ plugins: [resources({ define: [database] })] });
    // #endregion
    const service = runtime.services.get(Resources);
    await service.use(database, (db) => db.exec('CREATE TABLE users (id)'));
    const result = await runtime.execute(only(countRows, { table: 'users' }));
    expect(result.results['only']).to.deep.equal({ rows: 0 });
    // #region stats
    runtime.services.get(Resources).stats();
    // [{ name: 'db', shared: false, max: 4, size: 1, idle: 1, leased: 0, waiting: 0,
    //    made: 1, broken: 0, failed: 0, failure: undefined }]
    await runtime.dispose(); // closes what was made, the last first
    // #endregion
    expect(service.stats()).to.deep.equal([
      {
        ...{ name: 'db', shared: false, max: 4, size: 0, idle: 0, leased: 0, waiting: 0 },
        ...{ made: 1, broken: 0, failed: 0, failure: undefined },
      },
    ]);
  });

  it('shows what is shared, and what a node brings', async () => {
    // #region shared
    const agent = defineResource({
      name: 'agent',
      shared: true, // one, which any number of nodes use at once
      create: () => new Agent('https://example.org'),
      dispose: (one) => one.close(),
    });
    // #endregion
    // #region brings
    const fetchPage = defineResourceNode({
      type: 'fetch-page',
      resources: { agent }, // used where the host declares no "agent"
      outputs: { url: port<string>() },
      run: (_inputs, { resources: { agent: client } }) => ({ url: client.url }),
    });
    // #endregion
    const runtime = createRuntime({ plugins: [resources()] });
    const brought = await runtime.execute(only(fetchPage));
    expect(brought.results['only']).to.deep.equal({ url: 'https://example.org' });
    // #region container
    const configured = createRuntime({
      plugins: [resources()],
      configure: ({ bind }) => {
        bind(Resource).toConstantValue(
          defineResource({ name: 'agent', shared: true, create: () => new Agent('http://proxy') }),
        );
      },
    });
    // #endregion
    const bound = await configured.execute(only(fetchPage));
    expect(bound.results['only']).to.deep.equal({ url: 'http://proxy' });
  });

  it('shows what is missing', () => {
    const askDatabse = defineResourceNode({
      type: 'ask',
      resources: { db: resource<Database>('databse') },
      run: () => ({}),
    });
    const runtime = createRuntime({
      plugins: [
        resources({ define: [defineResource({ name: 'database', max: 1, create: () => 1 })] }),
      ],
    });
    const flow = only(askDatabse);
    // #region missing
    runtime.verify(flow).map(({ code, hint }) => [code, hint]);
    // RESOURCE_UNKNOWN  Did you mean "database"?
    // #endregion
    expect(runtime.verify(flow).map(({ code, hint }) => [code, hint])).to.deep.equal([
      ['RESOURCE_UNKNOWN', 'Did you mean "database"?'],
    ]);
  });

  it('shows what is broken', async () => {
    // #region broken
    const careful = defineResourceNode({
      type: 'careful',
      resources: { db: resource<Database>('db') },
      run: (_inputs, { resources: { db }, broken }) => {
        if (db.inTransaction) broken('db', 'left in a transaction');
        return {};
      },
    });
    // #endregion
    const runtime = createRuntime({
      plugins: [resources({ define: [oneDatabase] })],
    });
    const service = runtime.services.get(Resources);
    await service.use(oneDatabase, (db) => db.exec('BEGIN'));
    await runtime.execute(only(careful));
    expect(service.stats()[0]?.broken).to.equal(1);
    await runtime.dispose();
  });

  it('shows secrets', async () => {
    const connect = (url: string): Promise<object> =>
      Promise.reject(new Error(`cannot connect to ${url}`));
    const readPassword = () => Promise.resolve('hunter/two');
    // #region secrets
    const mail = defineResource({
      name: 'mail',
      max: 2,
      async create({ hide, broken }) {
        const password = hide(await readPassword());
        const connection = await connect(`smtp://ada:${password}@mail`);
        return Object.assign(connection, { onClose: broken });
      },
    });
    // RESOURCE_FAILED  Resource "mail" could not be made: cannot connect to smtp://ada:[hidden]@mail
    // #endregion
    const runtime = createRuntime({ plugins: [resources({ define: [mail] })] });
    const error: unknown = await runtime.services
      .get(Resources)
      .use(mail, () => 0)
      .catch((thrown: unknown) => thrown);
    expect(RuntimeError.is(error, 'RESOURCE_FAILED') && error.message).to.equal(
      'Resource "mail" could not be made: cannot connect to smtp://ada:[hidden]@mail',
    );
  });

  it('shows leases of a host', async () => {
    const clock = new VirtualClock();
    const runtime = createRuntime({
      plugins: [resources({ define: [oneDatabase] })],
      configure: ({ bind }) => void bind(Clock).toConstantValue(clock),
    });
    // #region use
    const service = runtime.services.get(Resources);
    const one = await service.use(oneDatabase, (db) => db.get('SELECT 1 AS one'));
    const health = await service.check(); // checks what is idle, and answers stats()
    // #endregion
    expect([one, health[0]?.failure]).to.deep.equal([{ one: 1 }, undefined]);
    await runtime.dispose();
  });
});
