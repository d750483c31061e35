import { expect } from 'chai';
import fc from 'fast-check';
import { RuntimeError } from '#core/errors/runtime-error.js';
import type { Plan } from '#core/plan/plan.js';
import type { Frame } from '#core/run/executor/frame.js';
import { gatherInputs } from '#core/run/executor/gather.js';
import type { RunOptions } from '#core/run/run-options.js';
import { Status } from '#core/run/scheduler/state.js';
import type { Supply, SupplyRank } from '#core/run/supply/supplies.js';
import { type Port, port } from '#core/workflow/port.js';
import { bareRun } from '../../support/harness.js';
import { type Sketch, sketch } from '../../support/sketch.js';

function supply(rank: SupplyRank, value: unknown, name = 'in'): Supply {
  return { within: [], node: 'b', name, rank, value };
}

/** What the step `b` gets when its sources have completed with these outputs. */
function gathered(
  parts: Sketch,
  outputs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
  supplies: readonly Supply[] = [],
  options: RunOptions = {},
): Record<string, unknown> {
  const plan = sketch(parts);
  const { frame } = bareRun(plan, options, { supplies });
  deliver(frame, outputs);
  return gather(frame);
}

function deliver(
  frame: Frame,
  outputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): void {
  for (const [id, values] of Object.entries(outputs)) {
    const step = frame.plan.indexOf.get(id) as number;
    frame.state.status[step] = Status.completed;
    frame.outputs[step] = values;
  }
}

function gather(frame: Frame): Record<string, unknown> {
  const step = frame.plan.indexOf.get('b') as number;
  return gatherInputs(frame, frame.plan.steps[step] as Plan['steps'][number]);
}

describe('Gathering inputs', () => {
  describe('takes the first of five places that has a value', () => {
    /** The places, from the first to the last; each test leaves one out more. */
    const PLACES = ['addressed', 'connection', 'workflow', 'configuration', 'default'] as const;

    function withPlaces(from: number, odd: unknown): Record<string, unknown> {
      const has = (place: (typeof PLACES)[number]) => PLACES.indexOf(place) >= from;
      const input = has('default') ? port().default('default') : port().optional();
      return gathered(
        {
          nodes: 'a b',
          edges: 'a>b',
          like: {
            b: {
              inputs: { in: input },
              config: has('configuration') ? { in: 'configuration' } : {},
            },
          },
        },
        { a: { out: has('connection') ? 'connection' : odd } },
        [
          supply('addressed', has('addressed') ? 'addressed' : undefined),
          supply('workflow', has('workflow') ? 'workflow' : undefined),
        ],
      );
    }

    PLACES.forEach((place, at) => {
      it(`${place}, where nothing stands above it`, () => {
        expect(withPlaces(at, undefined)).to.deep.equal({ in: place });
      });
    });

    it('and leaves the input absent where none has', () => {
      expect(withPlaces(5, undefined)).to.deep.equal({});
    });

    it('and takes null for a value', () => {
      expect(withPlaces(2, null)).to.deep.equal({ in: null });
    });

    it('and takes a configuration that a run resolves in place of what is configured', () => {
      const like = { b: { config: { in: 'text' } } };
      const parts = { nodes: 'a b', edges: 'a>b', like };
      expect(gathered(parts, { a: {} }, [supply('config', 'resolved')])).to.deep.equal({
        in: 'resolved',
      });
      expect(
        gathered(parts, { a: {} }, [supply('config', 'resolved'), supply('workflow', 'w')]),
      ).to.deep.equal({ in: 'w' });
    });
  });

  describe('from connections', () => {
    it('takes the one that is live', () => {
      const plan = sketch({ nodes: 'a c b', edges: 'a>b c>b' });
      const { frame } = bareRun(plan);
      deliver(frame, { a: { out: 1 }, c: { out: 2 } });
      frame.state.status[0] = Status.dead;
      expect(gather(frame)).to.deep.equal({ in: 2 });
    });

    it('fails where two are live, also when one brings nothing', () => {
      const parts = { nodes: 'a c b', edges: 'a>b c>b' };
      for (const out of [2, undefined]) {
        expect(() => gathered(parts, { a: { out: 1 }, c: { out } }))
          .to.throw('both "a.out" and "c.out"')
          .with.property('code', 'INPUT_CONFLICT');
      }
    });

    it('does not fail where something above them is taken', () => {
      const parts = { nodes: 'a c b', edges: 'a>b c>b' };
      const outputs = { a: { out: 1 }, c: { out: 2 } };
      expect(gathered(parts, outputs, [supply('addressed', 0)])).to.deep.equal({ in: 0 });
    });

    it('collects many in connection order, leaving out what brings nothing', () => {
      const like = { b: { inputs: { in: port().many() } } };
      const parts = { nodes: 'a c d b', edges: 'd>b a>b c>b a.other>b', like };
      const outputs = { a: { out: 1, other: null }, c: {}, d: { out: 3 } };
      expect(gathered(parts, outputs)).to.deep.equal({ in: [3, 1, null] });
    });

    it('gives a many port the next place as a whole where they bring nothing, and a list in any case', () => {
      const parts = (many: ReturnType<typeof port>) => ({
        nodes: 'a b',
        edges: 'a>b',
        like: { b: { inputs: { in: many as never } } },
      });
      const optional = port().many().optional() as never;
      const fallback = port().many().default([7]) as never;
      expect(gathered(parts(optional), { a: {} })).to.deep.equal({ in: [] });
      expect(gathered(parts(fallback), { a: {} })).to.deep.equal({ in: [7] });
      expect(
        gathered(parts(fallback), { a: { out: 1 } }, [supply('addressed', [8])]),
      ).to.deep.equal({ in: [8] });
    });

    it('feeds one output to several inputs', () => {
      expect(gathered({ nodes: 'a b', edges: 'a>b.x a>b.y' }, { a: { out: 5 } })).to.deep.equal({
        x: 5,
        y: 5,
      });
    });

    it('follows paths by own data only', () => {
      const parts = {
        nodes: 'a b',
        edges: 'a.out.list.1.id>b.x a.out.toString>b.y a.out.list.length>b.z',
      };
      const outputs = { a: { out: { list: [0, { id: 'one' }] } } };
      expect(gathered(parts, outputs)).to.deep.equal({ x: 'one', z: 2 });
    });

    it('reads outputs and writes inputs of any name', () => {
      const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
      for (const name of names) {
        const parts = { nodes: 'a b', edges: `a.${name}>b.${name}` };
        const outputs = Object.fromEntries([[name, { polluted: true }]]);
        const inputs = gathered(parts, { a: outputs });
        expect(Object.getOwnPropertyDescriptor(inputs, name)?.value).to.deep.equal({
          polluted: true,
        });
        expect(gathered(parts, { a: {} })).to.deep.equal({});
      }
      expect('polluted' in {}).to.equal(false);
    });

    it('blames the producer for a required value that does not come, and names the path', () => {
      const like = { b: { inputs: { in: port() } } };
      expect(() => gathered({ nodes: 'a b', edges: 'a.out.x.0>b', like }, { a: { out: 1 } }))
        .to.throw('"a" delivered no "out.x')
        .that.includes({ code: 'OUTPUT_MISSING' });
    });

    it('fails a required input that nothing feeds', () => {
      expect(() => gathered({ nodes: 'b', like: { b: { inputs: { in: port() } } } }))
        .to.throw()
        .with.property('code', 'INPUT_REQUIRED');
    });
  });

  describe('from back edges', () => {
    const parts: Sketch = {
      nodes: 'before b c',
      edges: 'before>b b>c',
      loops: {
        outer: { body: 'b c', back: 'c>b' },
        inner: { body: 'b', back: 'b>b b.other>b' },
      },
    };

    /** A frame in these iterations of the loops, whose back edges carry these values; `dead` carries none. */
    function looping(
      iterations: { readonly outer: number; readonly inner: number },
      carried: { readonly outer?: unknown; readonly inner?: unknown; readonly other?: unknown },
      like: Sketch['like'] = {},
      supplies: readonly Supply[] = [],
    ): Record<string, unknown> {
      const { frame } = bareRun(sketch({ ...parts, like }), {}, { supplies });
      deliver(frame, { before: { out: 'first' } });
      const { regions, back } = frame.plan;
      for (const { id, index } of regions) {
        frame.state.iteration[index] = iterations[id as 'outer' | 'inner'];
      }
      back.connection.forEach(({ from, output }, edge) => {
        const name = from === 'c' ? 'outer' : output === 'out' ? 'inner' : 'other';
        if (!(name in carried)) return;
        frame.state.backLive[edge] = 1;
        frame.backOutputs[edge] = { [output]: carried[name] };
      });
      return gather(frame);
    }

    it('takes nothing in the first iteration', () => {
      const carried = { outer: 'stale', inner: 'stale' };
      expect(looping({ outer: 1, inner: 1 }, carried)).to.deep.equal({ in: 'first' });
    });

    it('lets them beat everything from the second on', () => {
      const supplies = [supply('addressed', 'addressed')];
      expect(looping({ outer: 2, inner: 1 }, { outer: 'o' }, {}, supplies)).to.deep.equal({
        in: 'o',
      });
    });

    it('lets those of the inner loop beat those of the outer', () => {
      expect(looping({ outer: 2, inner: 2 }, { outer: 'o', inner: 'i' })).to.deep.equal({
        in: 'i',
      });
      expect(looping({ outer: 2, inner: 1 }, { outer: 'o', inner: 'i' })).to.deep.equal({
        in: 'o',
      });
    });

    it('leaves the input to what is below where they are dead or bring nothing', () => {
      expect(looping({ outer: 2, inner: 2 }, { outer: 'o' })).to.deep.equal({ in: 'o' });
      expect(looping({ outer: 2, inner: 2 }, { inner: undefined })).to.deep.equal({ in: 'first' });
    });

    it('fails where two of one loop are live', () => {
      expect(() => looping({ outer: 2, inner: 2 }, { inner: 1, other: 2 }))
        .to.throw()
        .with.property('code', 'INPUT_CONFLICT');
    });

    it('collects those of the innermost loop that brings something into a many port', () => {
      const like = { b: { inputs: { in: port().many() } } };
      const all = { outer: 'o', inner: 'i', other: 'j' };
      expect(looping({ outer: 2, inner: 2 }, all, like)).to.deep.equal({ in: ['i', 'j'] });
      expect(looping({ outer: 2, inner: 1 }, all, like)).to.deep.equal({ in: ['o'] });
      expect(looping({ outer: 1, inner: 1 }, all, like)).to.deep.equal({ in: ['first'] });
    });
  });

  describe('with isolation', () => {
    const parts: Sketch = {
      nodes: 'a b',
      edges: 'a>b.x',
      like: {
        b: { inputs: { y: port().default({ of: 'port' }) }, config: { z: { of: 'config' } } },
      },
    };
    const value = { list: [1] };
    const given = { of: 'caller' };

    it('share hands over the very values', () => {
      const inputs = gathered(parts, { a: { out: value } }, [supply('workflow', given, 'y')]);
      expect(inputs['x']).to.equal(value);
      expect(inputs['y']).to.equal(given);
    });

    it('copy hands over a copy of each, wherever it comes from', () => {
      const supplies = [supply('workflow', given, 'y')];
      const options = { isolation: 'copy' } as const;
      const inputs = gathered(parts, { a: { out: value } }, supplies, options);
      expect(inputs).to.deep.include({ x: value, y: given });
      expect(inputs['x']).not.to.equal(value);
      expect(inputs['y']).not.to.equal(given);
      expect(gathered(parts, { a: { out: value } }, [], options)['y']).not.to.be.frozen;
    });
  });

  it('comes to the same the short way and the long one, whatever a run supplies', () => {
    const value = fc.constantFrom(undefined, null, 0, 'text');
    const input = fc.constantFrom<() => Port>(
      port,
      () => port().optional(),
      () => port().default('default'),
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ input, isConnected: fc.boolean(), configured: value, output: value }),
          {
            maxLength: 4,
          },
        ),
        fc.array(
          fc.record({
            at: fc.nat(3),
            rank: fc.constantFrom<SupplyRank>('config', 'workflow', 'config', 'addressed'),
            value,
          }),
          { maxLength: 4 },
        ),
        (inputs, given) => {
          const names = inputs.map((_, at) => `i${String(at)}`);
          const connected = names.filter((_, at) => inputs[at]?.isConnected);
          const valuesOf = (key: 'configured' | 'output') =>
            Object.fromEntries(inputs.map((one, at) => [`i${String(at)}`, one[key]]));
          const parts: Sketch = {
            nodes: 'a b',
            edges: connected.map((name) => `a.${name}>b.${name}`).join(' '),
            like: {
              b: {
                inputs: Object.fromEntries(
                  inputs.map((one, at) => [`i${String(at)}`, one.input()]),
                ),
                config: valuesOf('configured'),
              },
            },
          };
          const supplies = given.map(({ at, rank, value: own }) =>
            supply(rank, own, `i${String(at)}`),
          );
          const by = (options: RunOptions) => {
            try {
              return gathered(parts, { a: valuesOf('output') }, supplies, options);
            } catch (error) {
              return [RuntimeError.is(error) && error.message];
            }
          };
          // What is copied goes the long way.
          expect(by({ isolation: 'share' })).to.deep.equal(by({ isolation: 'copy' }));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('asks the join rule what is live where some edge may not be, although the run supplies the input', () => {
    const parts: Sketch = {
      nodes: 'a b',
      edges: 'a.left>b',
      like: { a: { routes: 'left right' }, b: { inputs: { in: port() } } },
    };
    const plan = sketch(parts);
    const { frame } = bareRun(plan, {}, { supplies: [supply('workflow', 'supplied')] });
    frame.state.status[0] = Status.completed;
    expect(gather(frame)).to.deep.equal({ in: 'supplied' });
  });
});
