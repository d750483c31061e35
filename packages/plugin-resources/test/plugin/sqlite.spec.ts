import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { port, workflow } from '@tenon/core';
import { defineResource, defineResourceNode, resource } from '@tenon/plugin-resources';
import { only } from '@tenon/testing';
import { expect } from 'chai';
import sqlite from 'node-sqlite3-wasm';
import { withResources } from '../support/runtime.js';

type Database = InstanceType<typeof sqlite.Database>;

const db = resource<Database>('db');

const insert = defineResourceNode({
  type: 'insert',
  resources: { db },
  inputs: { name: port<string>() },
  outputs: { id: port<number>() },
  run: ({ name }, { resources }) => {
    const { lastInsertRowid } = resources.db.run('INSERT INTO users (name) VALUES (?)', name);
    return { id: Number(lastInsertRowid) };
  },
});

const count = defineResourceNode({
  type: 'count',
  resources: { db },
  inputs: { after: port<number>().many().optional() },
  outputs: { users: port<number>() },
  run: (_inputs, { resources }) => {
    const row = resources.db.get('SELECT count(*) AS users FROM users');
    return { users: Number(row?.['users']) };
  },
});

/** A node that begins a transaction and fails in it. */
const halfway = defineResourceNode({
  type: 'halfway',
  resources: { db },
  run: async (_inputs, { resources }) => {
    resources.db.exec('BEGIN');
    resources.db.run('INSERT INTO users (name) VALUES (?)', 'nobody');
    await Promise.resolve();
    throw new Error('halfway');
  },
});

describe('connections to SQLite, in a file', () => {
  let folder: string;
  const open: Database[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tenon-resources-'));
  });

  afterEach(() => {
    for (const connection of open.splice(0)) if (connection.isOpen) connection.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** As a host declares them. */
  const connections = (max: number) =>
    defineResource({
      name: 'db',
      max,
      create() {
        const connection = new sqlite.Database(join(folder, 'users.db'));
        open.push(connection);
        connection.exec('CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, name TEXT)');
        return connection;
      },
      check: (connection) => connection.get('SELECT 1') !== null && !connection.inTransaction,
      dispose: (connection) => connection.close(),
    });

  it('are few, serve many nodes and runs, and are closed with the runtime', async () => {
    const { runtime, stats } = withResources({ define: [connections(2)] });
    const flow = workflow('users');
    const all = flow.add('all', count);
    for (let i = 0; i < 20; i++) {
      const one = flow.add(`user ${String(i)}`, insert, { name: `user ${String(i)}` });
      flow.connect(one.out.id, all.in.after);
    }
    const users = flow.build();
    for (const total of [20, 40]) {
      expect((await runtime.execute(users)).results['all']).to.deep.equal({ users: total });
    }
    expect(stats().made).to.be.at.most(2);
    expect(stats().leased).to.equal(0);
    await runtime.dispose();
    expect(open.map(({ isOpen }) => isOpen)).not.to.include(true);
  });

  it('are replaced where a node left one in a transaction', async () => {
    const { runtime, stats } = withResources({ define: [connections(1)] });
    await runtime.execute(only(insert, { name: 'ada' }));
    const { error } = await runtime.start(only(halfway)).result;
    expect(error?.code).to.equal('NODE_FAILED');
    const { results } = await runtime.execute(only(count));
    expect(results['only']).to.deep.equal({ users: 1 });
    expect([stats().broken, stats().made]).to.deep.equal([1, 2]);
    await runtime.dispose();
  });

  it('are replaced where one was closed behind our back', async () => {
    const { runtime, stats, service } = withResources({ define: [connections(1)] });
    await runtime.execute(only(insert, { name: 'ada' }));
    open[0]?.close();
    const { error } = await runtime.start(only(count)).result;
    expect(error?.code).to.equal('NODE_FAILED');
    expect((await runtime.execute(only(count))).results['only']).to.deep.equal({ users: 1 });
    open[1]?.close();
    await service.check();
    expect((await runtime.execute(only(count))).results['only']).to.deep.equal({ users: 1 });
    expect([stats().broken, stats().made]).to.deep.equal([2, 3]);
    await runtime.dispose();
  });

  it('tell what is wrong where a file cannot be opened', async () => {
    const { runtime } = withResources({ define: [connections(1)] });
    rmSync(folder, { recursive: true });
    const { error } = await runtime.start(only(count)).result;
    expect(error?.code).to.equal('RESOURCE_FAILED');
    expect(error?.message).to.match(/^Resource "db" could not be made: .*open/i);
    await runtime.dispose();
  });
});
