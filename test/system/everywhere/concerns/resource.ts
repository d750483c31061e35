import { type Node, type NodePlacement, type Plugin, port } from '@tenon/core';
import {
  defineResource,
  defineResourceNode,
  type ResourceStats,
  Resources,
  resources,
} from '@tenon/plugin-resources';
import { expect } from 'chai';
import type { Concern } from '../concern.js';
import { expectFailure } from '../expect-failure.js';
import type { Setting } from '../settings.js';
import type { Way } from '../subject.js';
import { type Trial, trial } from '../trial.js';

interface Connection {
  readonly id: number;
  isOpen: boolean;
}

/** What a node does with its connection at its last visit. */
type LastVisit = (connection: Connection) => unknown;

interface Lent {
  readonly told: Trial;
  /** The connection of each visit. */
  readonly lent: readonly Connection[];
  readonly stats: ResourceStats | undefined;
}

export const resourceConcern: Concern = {
  claim: (node) => `lends a connection to ${node} at every visit, and has it back on every path`,
  needs: [],
  async check(setting, way) {
    const well = await lending(setting, way);
    expect(well.told.result.status).to.equal('completed');
    expect(well.lent.map(({ id }) => id)).to.deep.equal(Array(setting.visits).fill(1));
    expect(back(well)).to.deep.equal({ leased: 0, waiting: 0, idle: 1, broken: 0 });

    const failed = await lending(setting, way, () => {
      throw new Error('cannot read');
    });
    expectFailure(failed.told, setting, 'NODE_FAILED');
    expect(back(failed)).to.deep.equal({ leased: 0, waiting: 0, idle: 1, broken: 0 });

    // It hangs past its time limit and its grace: nobody else gets what it may still use.
    const hung = await lending(setting, way, () => new Promise(() => undefined), { timeoutMs: 50 });
    expectFailure(hung.told, setting, 'TIMEOUT');
    expect(back(hung)).to.deep.equal({ leased: 0, waiting: 0, idle: 0, broken: 1 });
    expect(hung.lent.at(-1)?.isOpen).to.equal(false);
  },
};

function back({ stats }: Lent) {
  const { leased, waiting, idle, broken } = stats ?? {};
  return { leased, waiting, idle, broken };
}

/** Runs a node that leases the one connection there is. */
async function lending(
  setting: Setting,
  way: Way,
  last: LastVisit = () => undefined,
  placement: NodePlacement = {},
): Promise<Lent> {
  const lent: Connection[] = [];
  let made = 0;
  const db = defineResource<Connection>({
    name: 'db',
    max: 1,
    create: () => ({ id: ++made, isOpen: true }),
    dispose: (connection) => {
      connection.isOpen = false;
    },
  });
  let service: Resources | undefined;
  const looking: Plugin = {
    manifest: { name: 'looking', version: '1.0.0', requires: ['resources'] },
    apply(_hooks, services) {
      service = services.get(Resources);
    },
  };
  const { body } = way.countingNode((visit, _inputs, context) => {
    const { resources: held } = context as unknown as { readonly resources: { db: Connection } };
    lent.push(held.db);
    return visit === setting.visits ? last(held.db) : undefined;
  }).node;
  const node = defineResourceNode({
    type: 'subject',
    resources: { db },
    inputs: { value: port<number>() },
    outputs: { value: port<number>().optional() },
    run: (inputs, context) =>
      body.kind === 'function' ? (body.run(inputs, context) as object) : {},
  }) as Node;
  const told = await trial(
    setting,
    way,
    { node, placement },
    { plugins: [resources({ define: [db] }), looking] },
  );
  return { told, lent, stats: service?.stats()[0] };
}
