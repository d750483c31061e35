import { ConditionFunctions, STANDARD_FUNCTIONS } from '@tenon/conditions';
import { createRuntime, defineNode, type Plugin, port, Routed, workflow } from '@tenon/core';
import {
  Branches,
  BranchHooks,
  branch,
  conditional,
  merge,
  partition,
  route,
  summaryOf,
  switchOn,
} from '@tenon/plugin-conditional';
import { only } from '@tenon/testing';
import { expect } from 'chai';

const total = port<number>();
const sold = (amount: number) =>
  defineNode({ type: 'sold', outputs: { total }, run: () => ({ total: amount }) });
const less = (share: number) =>
  defineNode({
    type: 'less',
    inputs: { amount: port<number>() },
    outputs: { total },
    run: ({ amount }) => ({ total: amount * (1 - share) }),
  });

/** The code in the README of the package: each region is shown there. */
describe('the README of plugin-conditional', () => {
  it('shows a switch, its branches, and why', async () => {
    const order = sold(500);
    // #region switch
    const flow = workflow('pricing');
    const sale = flow.add('sale', order);
    const tier = flow.add(
      'tier',
      switchOn(
        { gold: 'value > 1000', silver: 'value > 100' },
        { otherwise: 'plain', inputs: { value: port<number>() } },
      ),
    );
    const gold = flow.add('gold', less(0.5));
    const silver = flow.add('silver', less(0.25));
    const price = flow.add('price', merge({ inputs: { values: port<number>() } }));
    flow.connect(sale.out.total, tier.in.value);
    flow.connect(tier.out.gold, gold.in.amount); // a port for each case, of the value's type
    flow.connect(tier.out.silver, silver.in.amount);
    flow.connect(gold.out.total, price.in.values);
    flow.connect(silver.out.total, price.in.values);
    flow.connect(tier.out.plain, price.in.values);
    const pricing = flow.build();

    const runtime = createRuntime({ plugins: [conditional()] });
    const result = await runtime.execute(pricing);
    result.of(price); // { value: 375 }
    result.results['gold']; // null: it was skipped
    result.why('gold')?.text;
    // "gold" was skipped: input "amount" comes from "tier.gold", and "tier" took "silver": value > 100 (value is 500).
    // #endregion
    expect(result.of(price)).to.deep.equal({ value: 375 });
    expect(result.results['gold']).to.equal(null);
    expect(result.why('gold')?.text).to.equal(
      '"gold" was skipped: input "amount" comes from "tier.gold", and "tier" took "silver": value > 100 (value is 500).',
    );
    // #region plan
    const open = await runtime.plan(pricing);
    open.nodes.get('gold'); // { expectation: 'may', when: [{ node: 'tier', port: 'gold', condition: 'value > 1000' }], … }

    const stubs = { tier: new Routed({ silver: 500 }, ['silver']) };
    const decided = await runtime.plan(pricing, { stubs });
    decided.nodes.get('gold')?.expectation; // 'never'
    // #endregion
    const planned = open.nodes.get('gold');
    expect(planned?.expectation).to.equal('may');
    expect(planned?.when).to.deep.equal([
      { node: 'tier', port: 'gold', condition: 'value > 1000' },
    ]);
    expect(open.nodes.get('price')?.when.map(({ condition }) => condition)).to.deep.equal([
      'value > 1000',
      'value > 100',
      'no case matches',
    ]);
    expect(decided.nodes.get('gold')?.expectation).to.equal('never');
    // #region analysis
    const branches = runtime.services.get(Branches).of(pricing);
    branches?.regions.map(({ switch: node, port: taken, nodes }) => [node, taken, nodes]);
    // ['tier', 'gold', ['gold']], ['tier', 'silver', ['silver']], …
    summaryOf(result.outcomes); // { visits: 1, taken: 1, pruned: 1, switches: [{ path: ['tier'], … }] }
    // #endregion
    expect(branches?.regions.map(({ port: taken, nodes }) => [taken, nodes])).to.deep.equal([
      ['gold', ['gold']],
      ['silver', ['silver']],
      ['plain', []],
    ]);
    expect(summaryOf(result.outcomes)).to.deep.include({ visits: 1, taken: 1, pruned: 1 });
  });

  it('shows the forms of conditions', async () => {
    // #region conditions
    const inputs = { value: port<{ readonly age: number }>(), limit: port<number>().default(18) };

    const byText = branch('value.age >= limit', { inputs });
    const byRow = branch({ field: 'age', operator: '>=', value: 18 }, { inputs });
    const byFunction = branch(({ value, limit }) => value.age >= limit, { inputs });
    // #endregion
    const runtime = createRuntime({ plugins: [conditional()] });
    for (const node of [byText, byRow, byFunction]) {
      for (const age of [17, 18]) {
        const { results } = await runtime.execute(only(node, { value: { age } }));
        expect(results['only']).to.have.property('matched', age === 18);
      }
    }
  });

  it('shows a partition', async () => {
    // #region partition
    const bySize = partition(
      { large: 'value > 100', small: 'value < 10' },
      { otherwise: 'middle', inputs: { value: port<readonly number[]>() } },
    );
    // [1, 500, 50, 2] → large: [500], small: [1, 2], middle: [50], matched: ['large', 'small']
    // #endregion
    const flow = only(bySize, { value: [1, 500, 50, 2] });
    expect((await createRuntime().execute(flow)).results['only']).to.deep.equal({
      large: [500],
      small: [1, 2],
      middle: [50],
      matched: ['large', 'small'],
    });
  });

  it('shows a node that routes', async () => {
    // #region route
    const triage = defineNode({
      type: 'triage',
      inputs: { age: port<number>() },
      outputs: { urgent: port<number>(), later: port<number>(), seen: port<boolean>() },
      routes: { ports: ['urgent', 'later'], multiple: false }, // "seen" is always live
      run: ({ age }) =>
        age > 3
          ? route('urgent', { urgent: age, seen: true }, 'it is older than three days')
          : route('later', { later: age, seen: true }),
    });
    // #endregion
    const runtime = createRuntime({ plugins: [conditional()] });
    const result = await runtime.execute(only(triage, { age: 5 }));
    expect(result.results['only']).to.deep.equal({ urgent: 5, seen: true });
    expect(result.why('only')?.text).to.equal('"only" took "urgent": it is older than three days.');
  });

  it('shows functions of conditions', async () => {
    // #region functions
    const runtime = createRuntime({
      plugins: [conditional()],
      configure: ({ bind }) => {
        bind(ConditionFunctions).toConstantValue(STANDARD_FUNCTIONS);
      },
    });
    const far = branch('abs(value) > 10.0');
    // #endregion
    const { results } = await runtime.execute(only(far, { value: -12 }));
    expect(results['only']).to.have.property('matched', true);
  });

  it('shows the hooks', async () => {
    const flow = only(branch('value > 10'), { value: 2 });
    const told: unknown[] = [];
    const log = { info: (text: string) => told.push(text) };
    const isHoliday = () => false;
    // #region hooks
    const guard: Plugin = {
      manifest: { name: 'guard', version: '1.0.0', requires: ['conditional'] },
      apply(_hooks, services) {
        const { admissible, routed } = services.get(BranchHooks.id);
        admissible.tap('guard', ({ taken }) => {
          if (taken.includes('refund') && isHoliday()) throw new Error('no refunds on holidays');
        });
        routed.tap('guard', ({ path, taken }) => {
          log.info(`${path.join('/')} took ${taken.join()}`);
        });
      },
    };
    // #endregion
    await createRuntime({ plugins: [conditional(), guard] }).execute(flow);
    expect(told).to.deep.equal(['only took false']);
  });
});
