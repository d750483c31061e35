import { defineNode, port, subWorkflow, workflow } from '@tenon/core';
import { expect } from 'chai';
import { counter } from '../support/nodes.js';
import { findings } from '../support/runtime.js';
import { sketch } from '../support/sketch.js';

const codes = (...args: Parameters<typeof sketch>) =>
  findings(sketch(...args)).map(({ code }) => code);

describe('verification of loops', () => {
  it('finds nothing wrong with loops that are right', () => {
    const right = [
      sketch('', { self: { back: 'a>a' } }),
      sketch('a>b', { two: { back: 'b>a' } }),
      sketch('x>a a>b b>c c>y', { three: { back: 'c>a' } }),
      sketch('a>b b>c', { outer: { back: 'c>a' }, inner: { back: 'b>b' } }),
      sketch('a>b b>c c>d', {
        outer: { back: 'd>a' },
        middle: { back: 'c>b' },
        inner: { back: 'c>c' },
      }),
      sketch('a>b c>d b>c', { one: { back: 'b>a' }, other: { back: 'd>c' } }),
      sketch('a>b a>c b>d c>d', { both: { back: 'd>a c>a' } }),
    ];
    for (const flow of right) expect(findings(flow)).to.deep.equal([]);
  });

  describe('a back edge that closes no cycle', () => {
    it('is BACK_EDGE_WITHOUT_CYCLE, each for itself and with its place', () => {
      const [first, second, ...others] = findings(sketch('a>b', { loop: { back: 'a>c b>a b>d' } }));
      expect(others).to.deep.equal([]);
      expect([first?.code, second?.code]).to.deep.equal(
        Array.from({ length: 2 }, () => 'BACK_EDGE_WITHOUT_CYCLE'),
      );
      expect(first?.message).to.equal(
        'Back edge "a.out → c.in" of loop "loop" closes no cycle: no path of connections leads from "c" to "a".',
      );
      expect(first?.where).to.deep.include({
        workflow: 'sketch',
        loop: 'loop',
        connection: { index: 0, text: 'a.out → c.in' },
      });
      expect(second?.where.connection?.index).to.equal(2);
    });

    it('is one that only repeats a plain connection', () => {
      expect(codes('a>b', { loop: { back: 'a>b' } })).to.deep.equal(['BACK_EDGE_WITHOUT_CYCLE']);
    });

    it('is not closed by the back edges of another loop', () => {
      expect(codes('a>b', { one: { back: 'b>a' }, other: { back: 'b>c' } })).to.deep.equal([
        'BACK_EDGE_WITHOUT_CYCLE',
      ]);
    });
  });

  describe('a loop over several cycles', () => {
    it('is LOOP_INVALID and names them', () => {
      const [finding] = findings(sketch('a>b c>d', { loop: { back: 'b>a d>c' } }));
      expect(finding?.code).to.equal('LOOP_INVALID');
      expect(finding?.message).to.include('2 cycles').and.include('"a" and "b"; "c" and "d"');
    });

    it('is one over cycles that its own back edges bring together', () => {
      expect(codes('a>b c>d', { loop: { back: 'b>c d>a' } })).to.deep.equal([]);
    });
  });

  it('finds what is no member of a loop: a limit that is misspelt would limit nothing', () => {
    const misspelt = { back: 'a>a', untill: 'a.out > 3', colour: 'red' };
    expect(
      findings(sketch('', { loop: misspelt })).map(({ code, message, hint }) => [
        code,
        message,
        hint,
      ]),
    ).to.deep.equal([
      ['LOOP_INVALID', 'Loop "loop" states "untill", which no loop has.', 'Did you mean "until"?'],
      [
        'LOOP_INVALID',
        'Loop "loop" states "colour", which no loop has.',
        'It may state "back", "until", "while", "maxIterations", "timeoutMs", "maxHeapBytes", "history" and "onLimit".',
      ],
    ]);
  });

  it('says of a condition that is none what it is, and of which loop', () => {
    for (const [odd, shown] of [
      [null, 'null'],
      [5, '5'],
      [{ field: 'x' }, '{ field: "x" }'],
    ] as const) {
      const [finding] = findings(sketch('', { loop: { back: 'a>a', until: odd as never } }));
      expect([finding?.code, finding?.message]).to.deep.equal([
        'CONDITION_INVALID',
        `The condition "until" of loop "loop" is ${shown}.`,
      ]);
      expect(finding?.hint).to.include('CEL text or a function');
    }
  });

  it('asks for a back edge at least', () => {
    expect(codes('a>b', { loop: { back: '' } })).to.deep.equal(['LOOP_INVALID']);
  });

  describe('limits that cannot be', () => {
    const wrong: readonly (readonly [string, unknown])[] = [
      ['maxIterations', 0],
      ['maxIterations', -1],
      ['maxIterations', 1.5],
      ['maxIterations', Number.NaN],
      ['maxIterations', Number.POSITIVE_INFINITY],
      ['maxIterations', 2 ** 31],
      ['maxIterations', '5'],
      ['maxIterations', null],
      ['timeoutMs', 0],
      ['timeoutMs', -5],
      ['timeoutMs', Number.NaN],
      ['timeoutMs', Number.POSITIVE_INFINITY],
      ['timeoutMs', '1'],
      ['maxHeapBytes', 0],
      ['maxHeapBytes', Number.NaN],
      ['history', -1],
      ['history', 1.5],
      ['history', true],
      ['onLimit', 'stop'],
    ];
    for (const [name, value] of wrong) {
      it(`are LOOP_INVALID: ${name} of ${String(value)}`, () => {
        const [finding, ...others] = findings(sketch('', { loop: { back: 'a>a', [name]: value } }));
        expect(others).to.deep.equal([]);
        expect([finding?.code, finding?.where.loop]).to.deep.equal(['LOOP_INVALID', 'loop']);
        expect(finding?.message).to.match(new RegExp(`^"${name}" of loop "loop" is `));
      });
    }

    it('are found together, and both conditions at once are one of them', () => {
      const found = codes('', {
        loop: { back: 'a>a', maxIterations: 0, timeoutMs: 0, until: 'true', while: 'false' },
      });
      expect(found).to.deep.equal(['LOOP_INVALID', 'LOOP_INVALID', 'LOOP_INVALID']);
    });

    it('are not those at their bounds', () => {
      const limits = { maxIterations: 2 ** 31 - 1, timeoutMs: 0.5, maxHeapBytes: 1, history: 0 };
      expect(codes('', { loop: { back: 'a>a', onLimit: 'fail', ...limits } })).to.deep.equal([]);
      expect(codes('', { loop: { back: 'a>a', maxIterations: 1 } })).to.deep.equal([]);
    });
  });

  describe('loops that overlap', () => {
    it('are LOOPS_OVERLAP where neither lies inside the other', () => {
      const [finding] = findings(
        sketch('a>b b>c', { first: { back: 'b>a' }, second: { back: 'c>b' } }),
      );
      expect(finding?.code).to.equal('LOOPS_OVERLAP');
      expect(finding?.message).to.equal(
        'Loops "first" and "second" share "b", and neither lies inside the other.',
      );
    });

    it('are LOOPS_OVERLAP where they have the same nodes', () => {
      const [finding] = findings(sketch('a>b', { x: { back: 'b>a' }, y: { back: 'b>a' } }));
      expect(finding?.message).to.equal('Loops "x" and "y" have the same nodes: "a" and "b".');
    });

    it('are LOOPS_OVERLAP where a third holds both, or one of them straddles a loop within it', () => {
      const flow = sketch('a>b b>c c>d d>e', {
        all: { back: 'e>a' },
        left: { back: 'c>b' },
        right: { back: 'd>c' },
      });
      const [finding] = findings(flow);
      expect(finding?.message).to.include('"left" and "right" share "c"');
    });

    it('are LOOPS_OVERLAP where each waits for the other', () => {
      // Plain connections lead from the one to the other and back, without closing a cycle themselves.
      const flow = sketch('w>b1 v>b2 u>a1 t>a2 a1>b1 b2>a2', {
        a: { back: 'a2>u a1>t' },
        b: { back: 'b1>v b2>w' },
      });
      const [finding, ...others] = findings(flow);
      expect(others).to.deep.equal([]);
      expect(finding?.code).to.equal('LOOPS_OVERLAP');
      expect(finding?.message).to.include('Loops "a" and "b" wait for one another');
    });
  });

  it('leaves plain cycles to the core, and says nothing of how loops lie to one another then', () => {
    expect(codes('a>b b>a', { one: { back: 'b>a' }, two: { back: 'b>a' } })).to.deep.equal([
      'UNDECLARED_CYCLE',
    ]);
    expect(codes('a>b c>d d>c', { loop: { back: 'b>a' } })).to.deep.equal(['UNDECLARED_CYCLE']);
  });

  it('leaves unknown nodes to the core', () => {
    expect(codes('a>b', { loop: { back: '?x>a' } })).to.deep.equal(['UNKNOWN_NODE']);
    expect(codes('a>b', { loop: { back: 'b>a ?x>a' }, o: { back: 'a>a' } })).to.deep.equal([
      'UNKNOWN_NODE',
    ]);
  });

  describe('a condition', () => {
    const conditionOf = (until: unknown) =>
      findings(sketch('a>b', { loop: { back: 'b>a', until } as never }));

    it('that cannot be read is CONDITION_INVALID, with its position', () => {
      const [finding] = conditionOf('a.out >=');
      expect(finding?.code).to.equal('CONDITION_INVALID');
      expect(finding?.message).to.include('"until" of loop "loop"').and.include('column 9');
      expect(finding?.where).to.deep.include({ workflow: 'sketch', loop: 'loop' });
    });

    it('that names something unknown lists near names', () => {
      const [node] = conditionOf('iteratoin > 3');
      expect([node?.code, node?.hint]).to.deep.equal([
        'CONDITION_INVALID',
        'Did you mean "iteration"?',
      ]);
      const [output] = conditionOf('a.otu > 3');
      expect(output?.hint).to.equal('Did you mean "out"?');
      const [other] = conditionOf('nodes["c"].out > 3');
      expect(other?.code).to.equal('CONDITION_INVALID');
    });

    it('names only nodes of its own loop', () => {
      const flow = sketch('x>a a>b', { loop: { back: 'b>a', until: 'x.out > 3' } });
      expect(findings(flow).map(({ code }) => code)).to.deep.equal(['CONDITION_INVALID']);
    });

    it('is text or a function, and nothing else', () => {
      for (const odd of [7, true, null, {}, ['a.out > 3']]) {
        expect(conditionOf(odd).map(({ code }) => code)).to.deep.equal(['CONDITION_INVALID']);
      }
    });

    it('is not judged where the body of its loop is not known', () => {
      expect(codes('a>b', { loop: { back: 'a>b', until: 'q > 3' } })).to.deep.equal([
        'BACK_EDGE_WITHOUT_CYCLE',
      ]);
    });

    for (const id of ['nodes', 'previous', 'iteration', 'elapsedMs']) {
      it(`needs the name "${id}" for itself where it is text`, () => {
        const loop = { back: `${id}>a` };
        const [finding] = findings(
          sketch(`a>${id}`, { loop: { ...loop, until: 'iteration > 3' } }),
        );
        expect([finding?.code, finding?.where.node]).to.deep.equal(['LOOP_INVALID', id]);
        expect(codes(`a>${id}`, { loop: { ...loop, until: () => true } })).to.deep.equal([]);
        expect(codes(`a>${id}`, { loop })).to.deep.equal([]);
      });
    }
  });

  it('looks into sub-workflows, and says where', () => {
    const inner = workflow('inner');
    const a = inner.add('a', counter);
    inner.loop('loop', { back: [[a.out.value, a.in.value]], maxIterations: 0 });
    const flow = workflow('outer');
    flow.add('sub', subWorkflow(inner.build()));
    const [finding] = findings(flow.build());
    expect(finding?.code).to.equal('LOOP_INVALID');
    expect(finding?.message).to.match(/\(Inside "sub"\.\)$/);
    expect(finding?.where).to.deep.include({ workflow: 'inner', within: ['sub'], loop: 'loop' });
  });

  it('knows the types of outputs from their schemas', () => {
    const typed = defineNode({
      type: 'typed',
      inputs: { in: port().optional() },
      outputs: {
        text: { type: 'string' },
        number: { type: 'integer' },
        list: { type: 'array' },
        flag: { type: 'boolean' },
        record: { type: 'object' },
        any: port(),
        many: port<number>().many(),
      },
      run: () => ({}) as never,
    });
    const found = (until: string) => {
      const flow = workflow('typed');
      const a = flow.add('a', typed);
      flow.loop('loop', { back: [[a.out.any, a.in.in]], until });
      return findings(flow.build())
        .map(({ code }) => code)
        .filter((code) => code !== 'PLUGIN_MISSING');
    };
    expect(found('a.text > 3')).to.deep.equal(['CONDITION_INVALID']);
    expect(found('a.number > "x"')).to.deep.equal(['CONDITION_INVALID']);
    expect(found('a.flag > 3')).to.deep.equal(['CONDITION_INVALID']);
    expect(found('a.list > 3')).to.deep.equal(['CONDITION_INVALID']);
    expect(found('a.many > 3')).to.deep.equal(['CONDITION_INVALID']);
    expect(found('a.record > 3')).to.deep.equal(['CONDITION_INVALID']);
    expect(found('a.any > 3 && a.number > 3 && a.text == "x" && a.flag')).to.deep.equal([]);
  });

  it('takes a workflow of 20,000 nodes with a loop at each', () => {
    const ids = Array.from({ length: 20_000 }, (_, i) => `n${String(i)}`);
    const edges = ids.slice(1).map((id, i) => `${ids[i] as string}>${id}`);
    const selves = Object.fromEntries(ids.map((id) => [`loop ${id}`, { back: `${id}>${id}` }]));
    const around = { all: { back: `${ids.at(-1) as string}>${ids[0] as string}` } };
    expect(findings(sketch(edges.join(' '), { ...around, ...selves }))).to.deep.equal([]);
  }).timeout(20_000);
});
