import { defineNode, port, type Routed, workflow } from '@tenon/core';
import { branch, merge, partition, route, switchOn } from '@tenon/plugin-conditional';
import { expect } from 'chai';
import { NUMBER } from '../support/nodes.js';

const takesNumber = defineNode({ type: 'n', inputs: { n: port<number>() }, run: () => ({}) });
const takesText = defineNode({ type: 's', inputs: { s: port<string>() }, run: () => ({}) });
const takesNumbers = defineNode({
  type: 'l',
  inputs: { l: port<readonly number[]>() },
  run: () => ({}),
});
const takesAnything = defineNode({ type: 'a', inputs: { a: port() }, run: () => ({}) });

/** What the compiler knows of the ports. Each mistake below is one that it must find. */
describe('the ports of switches', () => {
  const flow = workflow('typed');
  const n = flow.add('n', takesNumber);
  const s = flow.add('s', takesText);
  const l = flow.add('l', takesNumbers);
  const a = flow.add('a', takesAnything);

  it('of a branch carry the type of its value', () => {
    const typed = flow.add('b', branch('value > 1', { inputs: NUMBER }));
    flow.connect(typed.out.true, n.in.n);
    flow.connect(typed.out.false, n.in.n);
    // @ts-expect-error a number is no text
    flow.connect(typed.out.true, s.in.s);
    // @ts-expect-error "matched" is a boolean
    flow.connect(typed.out.matched, n.in.n);
    const open = flow.add('b2', branch('value > 1'));
    flow.connect(open.out.true, a.in.a);
    // @ts-expect-error of an untyped value nothing is known
    flow.connect(open.out.true, n.in.n);
    // @ts-expect-error it has no such port
    expect(typed.out.otherwise).to.equal(undefined);
  });

  it('of a switch are its cases, and "otherwise" where there is one', () => {
    const tier = flow.add(
      't',
      switchOn(
        { gold: 'value > 100', silver: ({ value }) => value > 50 },
        { otherwise: 'standard', inputs: { ...NUMBER, limit: port<number>().default(1) } },
      ),
      { limit: 3 },
    );
    flow.connect(tier.out.gold, n.in.n);
    flow.connect(tier.out.standard, n.in.n);
    flow.connect(tier.out.silver, tier.in.limit);
    flow.connect(tier.out.matched.at(0), a.in.a);
    // @ts-expect-error a number is no text
    flow.connect(tier.out.gold, s.in.s);
    // @ts-expect-error it has no such case
    expect(tier.out.bronze).to.equal(undefined);
    const listed = flow.add(
      't2',
      switchOn([
        { name: '2', when: 'value' },
        { name: '1', when: 'true' },
      ]),
    );
    flow.connect(listed.out['2'], a.in.a);
    // @ts-expect-error it has no "otherwise"
    expect(listed.out.otherwise).to.equal(undefined);
  });

  it('of a switch may be asked by functions that know their inputs', () => {
    const inputs = { value: port<{ readonly total: number }>() };
    branch(({ value }) => value.total > 1, { inputs });
    // @ts-expect-error it is no member of the value
    branch(({ value }) => value.totl > 1, { inputs });
    // @ts-expect-error a function answers a boolean
    branch(({ value }) => value.total, { inputs });
    // @ts-expect-error there is no such operator
    branch({ operator: '=~', value: 1 });
    const item = { value: port<readonly { readonly total: number }[]>() };
    partition({ big: ({ value }) => value.total > 1 }, { inputs: item });
    // @ts-expect-error "value" is the item, not the list
    partition({ big: ({ value }) => value.length > 1 }, { inputs: item });
  });

  it('of a partition are lists of its items', () => {
    const split = flow.add(
      'p',
      partition(
        { big: 'value > 1' },
        { otherwise: 'rest', inputs: { value: port<readonly number[]>() } },
      ),
    );
    flow.connect(split.out.big, l.in.l);
    flow.connect(split.out.rest, l.in.l);
    flow.connect(split.out.big, split.in.value);
    // @ts-expect-error a list is no number
    flow.connect(split.out.big, n.in.n);
  });

  it('of a merge are what its strategy makes', () => {
    const first = flow.add('m1', merge({ inputs: { values: port<number>() } }));
    flow.connect(n.output<number>('x'), first.in.values);
    flow.connect(first.out.value, n.in.n);
    const list = flow.add('m2', merge({ strategy: 'list', inputs: { values: port<number>() } }));
    flow.connect(list.out.value, l.in.l);
    // @ts-expect-error a list is no number
    flow.connect(list.out.value, n.in.n);
    const lists = { values: port<readonly number[]>() };
    flow.connect(flow.add('m3', merge({ strategy: 'concat', inputs: lists })).out.value, l.in.l);
    const text = flow.add('m4', merge({ strategy: 'concat', inputs: { values: port<string>() } }));
    flow.connect(text.out.value, s.in.s);
    const rows = flow.add('m5', merge({ strategy: 'zip', inputs: lists }));
    flow.connect(rows.out.value.at(0), l.in.l);
    const put = flow.add(
      'm6',
      merge({
        strategy: 'assign',
        inputs: { values: port<{ readonly n: number } | { readonly s: string }>() },
      }),
    );
    const wants = flow.add(
      'w',
      defineNode({
        type: 'w',
        inputs: { both: port<{ readonly n?: number; readonly s?: string }>() },
        run: () => ({}),
      }),
    );
    flow.connect(put.out.value, wants.in.both);
    // @ts-expect-error what is merged must fit
    flow.connect(s.output<string>('x'), first.in.values);
  });

  it('of a node of one\'s own are known to "route"', () => {
    const outputs = { hot: port<number>(), cold: port<number>(), note: port<string>() };
    const shape = {
      type: 'r',
      inputs: NUMBER,
      outputs,
      routes: { ports: ['hot'], multiple: false },
    };
    defineNode({
      ...shape,
      run: ({ value }) => route('hot', { hot: value }),
    });
    defineNode({
      ...shape,
      // @ts-expect-error it has no such output
      run: ({ value }) => route('hott', { hot: value }),
    });
    defineNode({
      ...shape,
      // @ts-expect-error the output is a number
      run: async ({ value }) => route('hot', { hot: String(value) }),
    });

    // A function beside the node: what it names is compared where the node answers it.
    const chosen = (value: number) =>
      value > 3 ? route('hot', { hot: value }) : route('cold', { cold: value, note: 'low' });
    const misspelt = (value: number) => route('hott', { hot: value });
    const mistyped = (value: number) => route('hot', { hot: String(value) });
    const computed = (name: string) => route([name], { hot: 1 });
    const stated = (value: number): Routed<typeof outputs> =>
      // @ts-expect-error it has no such output
      value > 3 ? route('hot', { hot: value }) : route('colt', { cold: value });
    const added = flow.add('r', defineNode({ ...shape, run: ({ value }) => chosen(value) }));
    flow.connect(added.out.note, s.in.s);
    defineNode({ ...shape, run: async ({ value }) => chosen(value) });
    defineNode({ ...shape, run: ({ value }) => Promise.resolve(chosen(value)) });
    defineNode({ ...shape, run: ({ value }) => computed(String(value)) });
    defineNode({ ...shape, run: ({ value }) => stated(value) });
    // @ts-expect-error it has no such output
    defineNode({ ...shape, run: ({ value }) => misspelt(value) });
    // @ts-expect-error the output is a number
    defineNode({ ...shape, run: ({ value }) => mistyped(value) });
    expect(flow.build().nodes.length).to.be.greaterThan(10);
  });
});
