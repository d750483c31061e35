import { expect } from 'chai';
import fc from 'fast-check';
import type { Plan } from '#core/plan/plan.js';
import { workflows } from '../../reference/generator.js';
import { loopWorkflows } from '../../reference/loop-generator.js';
import { Shape } from '../../reference/shape.js';
import { Workbench } from '../../reference/workbench.js';
import { type Sketch, sketch } from '../../support/sketch.js';

function orderOf({ steps }: Plan): string {
  return steps.map(({ id }) => id).join(' ');
}

function order(parts: Sketch): string {
  return orderOf(sketch(parts));
}

describe('Plan order', () => {
  it('is the order of declaration where nothing stands against it', () => {
    expect(order({ nodes: 'c a b' })).to.equal('c a b');
  });

  it('takes again and again the earliest declared node all of whose sources are taken', () => {
    expect(order({ nodes: 'e d c b a', edges: 'a>b a>c b>d c>d' })).to.equal('e a c b d');
  });

  it('counts a loop by its earliest declared node, and takes it as a whole', () => {
    expect(
      order({
        nodes: 'late x early y',
        edges: 'x>y early>late',
        loops: { loop: { body: 'early late', back: 'late>early' } },
      }),
    ).to.equal('early late x y');
  });

  it('lets a loop wait for everything that it needs, and everything behind wait for it', () => {
    expect(
      order({
        nodes: 'behind a b source',
        edges: 'source>b a>b a>behind',
        loops: { loop: { body: 'a b', back: 'b>a' } },
      }),
    ).to.equal('source a b behind');
  });

  it('orders nested loops level by level', () => {
    expect(
      order({
        nodes: 'o2 i2 o1 i1 x',
        edges: 'o1>i1 i1>i2 i2>o2 x>o1',
        loops: {
          outer: { body: 'o1 i1 i2 o2', back: 'o2>o1' },
          inner: { body: 'i1 i2', back: 'i2>i1' },
        },
      }),
    ).to.equal('x o1 i1 i2 o2');
  });

  it('is what the decision says, for any workflow', () => {
    fc.assert(
      fc.property(fc.oneof(workflows(), loopWorkflows()), (scenario) => {
        const ids = new Workbench(scenario).plan.steps.map(({ id }) => id);
        expect(ids).to.deep.equal(new Shape(scenario).planOrder());
      }),
      { numRuns: 500 },
    );
  });

  describe('refuses regions', () => {
    const refused: readonly (readonly [string, Sketch['loops']])[] = [
      ['that are empty', { loop: { body: '', back: '' } }],
      ['with a node that the workflow does not have', { loop: { body: 'a z', back: 'a>a' } }],
      [
        'with the same body',
        { one: { body: 'a b', back: 'b>a' }, two: { body: 'b a', back: 'b>a' } },
      ],
      ['that overlap', { one: { body: 'a b', back: 'b>a' }, two: { body: 'b c', back: 'c>b' } }],
      ['that a path leaves and enters again', { loop: { body: 'a c', back: 'c>a' } }],
    ];
    for (const [what, loops] of refused) {
      it(what, () => {
        expect(() => sketch({ nodes: 'a b c', edges: 'a>b b>c', loops: loops ?? {} }))
          .to.throw()
          .with.property('code', 'PLAN_INVALID');
      });
    }
  });
});
