import type { ConditionError } from '@tenon/conditions';
import {
  defineNode,
  type GateFact,
  type PlanDraft,
  port,
  Routed,
  type Workflow,
} from '@tenon/core';
import { branch, partition, switchOn } from '@tenon/plugin-conditional';
import { aWorkflow, only, pass } from '@tenon/testing';
import { expect } from 'chai';
import { withGates } from '#conditional/gates.js';
import { tapping } from '../support/plugins.js';
import { run, withBranches } from '../support/runtime.js';

/** What the plugin says about a plan. */
async function gatesOf(workflow: Workflow): Promise<readonly GateFact[]> {
  let gates: readonly GateFact[] = [];
  const reading = tapping('reading', (hooks) => {
    hooks.plan.tap('reading', (draft: PlanDraft) => {
      gates = draft.gates;
      return undefined;
    });
  });
  await withBranches({ plugins: [reading] }).runtime.plan(workflow);
  return gates;
}

const custom = defineNode({
  type: 'custom',
  outputs: { a: port().optional(), b: port().optional() },
  routes: { ports: ['a', 'b'], multiple: true },
  run: () => new Routed({}, ['a']),
});

describe('the gates of a plan', () => {
  it('say on what condition each port is taken, as its author wrote it', async () => {
    const flow = aWorkflow()
      .node('b', branch('value > 10'), { value: 1 })
      .node('s', switchOn({ big: 'value > 10', one: { operator: '==', value: 1 } }), { value: 1 })
      .node('o', switchOn({ big: 'value > 10' }, { otherwise: 'small', multiple: true }), {
        value: 1,
      })
      .node('plain', pass, { value: 1 })
      .build();
    const gates = await gatesOf(flow);
    expect(gates.map(({ node, ports, multiple }) => [node, ports, multiple])).to.deep.equal([
      ['b', ['true', 'false'], false],
      ['s', ['big', 'one'], false],
      ['o', ['big', 'small'], true],
    ]);
    expect(gates.map(({ conditions }) => [...(conditions ?? [])])).to.deep.equal([
      [
        ['true', 'value > 10'],
        ['false', 'not (value > 10)'],
      ],
      [
        ['big', 'value > 10'],
        ['one', 'value == 1'],
      ],
      [
        ['big', 'value > 10'],
        ['small', 'no case matches'],
      ],
    ]);
    expect(gates[0]).to.be.frozen;
  });

  it('say nothing of why a node takes a port that is no switch', async () => {
    expect(await gatesOf(only(custom))).to.deep.equal([
      { node: 'only', ports: ['a', 'b'], multiple: true },
    ]);
  });

  it('are added to those of others, and leave a plan without any as it is', () => {
    const draft: PlanDraft = { gates: [], regions: [], skipped: 'null' };
    const none = { workflow: only(pass), definitions: [undefined] };
    expect(withGates(draft, none as never, 'route-data', undefined)).to.equal(undefined);
    expect(withGates(draft, none as never, 'skip-branches', undefined)).to.deep.equal({
      ...draft,
      skipped: 'absent',
    });
    const absent: PlanDraft = { ...draft, skipped: 'absent' };
    expect(withGates(absent, none as never, 'skip-branches', undefined)).to.equal(undefined);
    const other: GateFact = { node: 'other', ports: ['x'], multiple: false };
    const routed = { workflow: only(custom), definitions: [custom] };
    const both = withGates({ ...draft, gates: [other] }, routed as never, 'route-data', undefined);
    expect(both?.gates.map(({ node }) => node)).to.deep.equal(['other', 'only']);
  });
});

describe('a condition that fails in a switch', () => {
  const failure = async (condition: Parameters<typeof switchOn>[0][string], value: unknown) => {
    const { error } = await run(only(switchOn({ big: condition }), { value }));
    return error as ConditionError;
  };

  it('keeps its text, its place, its hint and its cause, and is told where it stands', async () => {
    const text = await failure('value.total > 10', { totl: 1 });
    expect(text.code).to.equal('CONDITION_FAILED');
    expect(text.message).to.match(/^Case "big" of node "only": /);
    expect(text.expression).to.equal('value.total > 10');
    expect(text.position).to.include({ line: 1 });
    expect(text.hint).to.be.a('string');
    expect(text.where).to.deep.equal({ workflow: 'test', node: 'only', port: 'big' });
    expect(Object.hasOwn(text, 'cause')).to.equal(false);

    const thrown = new Error('no');
    const asked = await failure(() => {
      throw thrown;
    }, 1);
    expect(asked.cause).to.equal(thrown);
    expect(asked.position).to.equal(undefined);
  });

  it('is the same when it is asked of the items of a list', async () => {
    const { error } = await run(only(partition({ big: 'value.n > 1' }), { value: [{ m: 1 }] }));
    expect(error?.code).to.equal('CONDITION_FAILED');
    expect(error?.where.port).to.equal('big');
  });
});
