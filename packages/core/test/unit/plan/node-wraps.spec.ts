import { expect } from 'chai';
import fc from 'fast-check';
import { BANDS, type Invoke, type NodeWrapper, NodeWraps } from '#core/plan/node-wraps.js';
import type { NodeContext } from '#core/workflow/node-context.js';
import { thrown } from '../errors/thrown.js';

const CONTEXT = {} as NodeContext;

/** A wrapper that notes when it is entered. */
function noting(name: string, calls: string[]): NodeWrapper {
  return (next) => (inputs, context) => {
    calls.push(name);
    return next(inputs, context);
  };
}

describe('NodeWraps', () => {
  it('answers the body itself where there are no wrappers', () => {
    const body: Invoke = () => ({});
    expect(new NodeWraps().fold(body)).to.equal(body);
  });

  it('nests bands from observe to body whatever the order of adding, and keeps that order within a band', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...BANDS)), (bands) => {
        const calls: string[] = [];
        const wraps = new NodeWraps();
        bands.forEach((band, i) => wraps.add(band, noting(`${band} ${i}`, calls)));
        const answer = wraps.fold(({ a }) => (calls.push('node'), { a }))({ a: 1 }, CONTEXT);
        const expected = BANDS.flatMap((band) =>
          bands.flatMap((other, i) => (other === band ? [`${band} ${i}`] : [])),
        );
        expect(calls).to.deep.equal([...expected, 'node']);
        expect(answer).to.deep.equal({ a: 1 });
      }),
    );
  });

  it('tells from inside a wrapper whether a band holds one, also one that was added later', () => {
    const told: boolean[] = [];
    const wraps = new NodeWraps();
    wraps.add('attempt', (next) => {
      told.push(wraps.has('retry'), wraps.has('limit'));
      return next;
    });
    expect(wraps.has('retry')).to.equal(false);
    wraps.add('retry', (next) => (inputs, context) => next(inputs, context));
    wraps.fold(() => ({}));
    expect(told).to.deep.equal([true, false]);
  });

  it('lets a retry wrapper invoke what is inside it again, and nothing outside', () => {
    const calls: string[] = [];
    const wraps = new NodeWraps();
    wraps.add('attempt', noting('attempt', calls));
    wraps.add('observe', noting('observe', calls));
    wraps.add('retry', (next) => (inputs, context) => {
      void next(inputs, context);
      return next(inputs, context);
    });
    void wraps.fold(() => ({}))({}, CONTEXT);
    expect(calls).to.deep.equal(['observe', 'attempt', 'attempt']);
  });

  it('folds each time anew, so that the same wrappers may serve two bodies', () => {
    const wraps = new NodeWraps();
    wraps.add('check', (next) => (inputs, context) => next(inputs, context));
    expect(wraps.fold(() => ({ n: 1 }))({}, CONTEXT)).to.deep.equal({ n: 1 });
    expect(wraps.fold(() => ({ n: 2 }))({}, CONTEXT)).to.deep.equal({ n: 2 });
  });

  it('refuses an unknown band and what is no function, naming the plugin', () => {
    const wraps = new NodeWraps();
    wraps.enter('mine');
    const band = thrown(() => wraps.add('outside' as never, (next) => next));
    expect(band.code).to.equal('HOOK_MISUSE');
    expect(band.message).to.equal(
      'Plugin "mine" misused the hook "node": there is no band "outside".',
    );
    expect(band.hint).to.include('observe, limit, check, retry, attempt, body');
    expect(band.where).to.deep.equal({ hook: 'node', plugin: 'mine' });
    const near = thrown(() => wraps.add('retri' as never, (next) => next));
    expect(near.hint).to.match(/^Did you mean "retry"\? Bands: observe, /);
    expect(thrown(() => wraps.add(7 as never, (next) => next)).hint).to.match(/^Bands: /);
    expect(thrown(() => wraps.add('check', 7 as never)).message).to.include('cannot be 7');
  });

  it('names plugin and node where a wrapper throws or answers no function', () => {
    const boom = new Error('boom');
    const cases: readonly [NodeWrapper, string][] = [
      [
        () => {
          throw boom;
        },
        'HOOK_FAILED',
      ],
      [() => undefined as never, 'HOOK_MISUSE'],
    ];
    for (const [wrapper, code] of cases) {
      const wraps = new NodeWraps();
      wraps.enter('other');
      wraps.add('observe', (next) => next);
      wraps.enter('mine');
      wraps.add('check', wrapper);
      const error = thrown(() => wraps.fold(() => ({}), 'order'));
      expect(error.code).to.equal(code);
      expect(error.where).to.deep.equal({ hook: 'node', plugin: 'mine', node: 'order' });
    }
  });
});
