import { defineNode, port, workflow } from '@tenon/core';
import { expect } from 'chai';

const node = defineNode({
  type: 'node',
  inputs: {
    n: port<number>(),
    s: port<string>(),
    u: port<number | string>(),
    many: port<number>().many(),
  },
  outputs: {
    n: port<number>(),
    s: port<string>(),
    o: port<number>().optional(),
    deep: port<{ readonly a: number }>(),
  },
  run: () => ({ n: 1, s: '', deep: { a: 1 } }),
});

/** Compiled and not run: what matters is what the compiler says. */
describe('the types of a loop', () => {
  const flow = workflow('types');
  const a = flow.add('a', node);

  it('let an output only into an input that it fits', () => {
    flow.loop('one', { back: [[a.out.n, a.in.n]] });
    flow.loop('wider', { back: [[a.out.n, a.in.u]] });
    flow.loop('an element', { back: [[a.out.deep.at('a'), a.in.many]] });
    flow.loop('several', {
      back: [[a.out.n, a.in.n], [a.out.s, a.in.s], { from: 'a', output: 'n', to: 'a', input: 'n' }],
    });
    // @ts-expect-error a text into a number
    flow.loop('wrong', { back: [[a.out.s, a.in.n]] });
    flow.loop('wrong beside right', {
      back: [
        [a.out.n, a.in.n],
        // @ts-expect-error a number into a text
        [a.out.n, a.in.s],
      ],
    });
    expect(flow.build().loops).to.have.lengthOf(6);
  });

  it('take names where the workflow is data', () => {
    const wires: readonly { from: string; output: string; to: string; input: string }[] = [];
    flow.loop('wires', { back: wires });
    flow.loop('untyped', { back: [[a.output('n'), a.input('n')]], until: 'a.n > 3' });
  });

  it('know what a condition reads', () => {
    const back = [[a.out.n, a.in.n]] as const;
    flow.loop('typed', {
      back,
      until: ({ value, of, previous, iteration }) => {
        const n: number = value(a.out.n);
        const s: string | undefined = of(a)?.s;
        const deep: number = value(a.out.deep.at('a'));
        // @ts-expect-error it is a number
        const wrong: string = value(a.out.n);
        return previous !== null && previous.value(a.out.n) > n + deep + iteration && s === wrong;
      },
    });
    // @ts-expect-error a number is no answer
    flow.loop('no boolean', { back, until: ({ value }) => value(a.out.n) });
    // @ts-expect-error there is no such limit
    flow.loop('misspelt', { back, maxIteration: 4 });
  });
});
