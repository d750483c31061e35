import { expect } from 'chai';
import type { Case, Expected } from '#conformance/case.js';
import { expectedOf } from '#conformance/reference/expected-of.js';
import { Undecided } from '#conformance/reference/undecided.js';
import { aCase, wire } from '../../support/cases.js';

function evaluated(stated: Partial<Case>): Expected {
  return expectedOf(aCase(stated)) as Expected;
}

const one = { id: 'one', kind: 'const', config: { value: 1 } };
const fork = { id: 'fork', kind: 'branch', config: { condition: 'value == 1' } };
const forked = [one, fork];
const feed = wire('one.value → fork.value');

describe('expectedOf', () => {
  it('says nothing of nodes that a failure may have stopped', () => {
    const nodes = [
      one,
      { id: 'bad', kind: 'fail' },
      { id: 'behind', kind: 'pass' },
      { id: 'beside', kind: 'pass' },
    ];
    const connections = [
      wire('one.value → bad.value'),
      wire('bad.value → behind.value'),
      wire('one.value → beside.value'),
    ];
    const stopped = evaluated({ nodes, connections });
    expect(stopped.mayRun).to.deep.equal(['beside']);
    expect(stopped.outcomes).to.have.all.keys('one', 'bad', 'behind');
    expect(stopped.error).to.deep.equal({ code: 'NODE_FAILED', node: 'bad', message: 'boom' });
    const all = evaluated({ nodes, connections, options: { onError: 'continue' } });
    expect(all.mayRun).to.equal(undefined);
    expect(all.results).to.deep.include({ beside: { value: 1 }, behind: null });
  });

  it('says of several failures only what holds whichever came first', () => {
    const nodes = [
      one,
      { id: 'bad', kind: 'fail' },
      { id: 'soft', kind: 'emit', config: { outputs: { success: false } } },
      { id: 'behind', kind: 'params' },
    ];
    const connections = [
      wire('one.value → bad.value'),
      wire('one.value → soft.trigger'),
      wire('bad.value → behind.a'),
      wire('soft.success → behind.b'),
    ];
    const { error, mayRun, outcomes } = evaluated({ nodes, connections });
    expect(error).to.equal(undefined);
    expect(mayRun).to.have.members(['bad', 'soft']);
    expect(outcomes).to.deep.equal({
      one: { status: 'completed' },
      behind: { status: 'skipped', reason: 'upstreamFailed' },
    });
    const alike = nodes.map((node) => (node.id === 'soft' ? { ...node, kind: 'fail' } : node));
    const same = [...connections.slice(0, 1), wire('one.value → soft.value'), connections[2]];
    expect(
      evaluated({ nodes: alike, connections: same as typeof connections }).error,
    ).to.deep.equal({
      code: 'NODE_FAILED',
    });
  });

  it('says nothing of nodes that the failure of a loop may have found in another iteration', () => {
    const nodes = [
      { id: 'n', kind: 'counter' },
      { id: 'bad', kind: 'fail', config: { when: 2 } },
      { id: 'beside', kind: 'counter' },
      { id: 'join', kind: 'params' },
    ];
    const connections = [
      wire('n.value → bad.value'),
      wire('n.value → beside.value'),
      wire('bad.value → join.a'),
      wire('beside.value → join.b'),
    ];
    const loops = [{ id: 'loop', back: [wire('join.received.a → n.value')] }];
    const { mayRun, outcomes, results, loops: ran } = evaluated({ nodes, connections, loops });
    expect(mayRun).to.deep.equal(['beside']);
    expect(outcomes).to.deep.include({ join: { status: 'completed' } });
    expect(results).to.deep.equal({ n: { value: 2 }, join: { received: { a: 1, b: 2 } } });
    expect(ran).to.deep.equal({ loop: { iterations: 2, reason: 'failed' } });
  });

  it('lists every code of one stage of verification', () => {
    const nodes = [one, one, { id: 'x', kind: 'nothing' }, { id: '', kind: 'pass' }];
    const { status, verify } = evaluated({ nodes, connections: [wire('one.valeu → y.value')] });
    expect(status).to.equal('refused');
    expect(verify).to.have.members([
      'DUPLICATE_NODE',
      'ID_INVALID',
      'UNKNOWN_KIND',
      'UNKNOWN_NODE',
      'UNKNOWN_PORT',
    ]);
  });

  it('states the outcome of each execution', () => {
    const expected = expectedOf(
      aCase({ nodes: [one], executions: [{ parameters: { value: 5 } }, {}] }),
    );
    const results = 'executions' in expected ? expected.executions.map((run) => run.results) : [];
    expect(results).to.deep.equal([{ one: { value: 5 } }, { one: { value: 1 } }]);
  });

  it('has numbers that JSON does not know as null', () => {
    const big = { id: 'big', kind: 'multiply', config: { a: 1e200, b: 1e200 } };
    expect(evaluated({ nodes: [big] }).results).to.deep.equal({ big: { result: null } });
  });
});

describe('what the reference evaluator leaves open', () => {
  const open: readonly (readonly [what: string, stated: Partial<Case>])[] = [
    [
      'which of several live edges "join: any" sees',
      {
        nodes: [
          one,
          { id: 'two', kind: 'const', config: { value: 2 } },
          { id: 'j', kind: 'params', join: 'any' },
        ],
        connections: [wire('one.value → j.a'), wire('two.value → j.b')],
      },
    ],
    [
      'what "join: any" does for want of a required input',
      {
        nodes: [...forked, { id: 'j', kind: 'add', join: 'any' }],
        connections: [feed, wire('fork.true → j.a'), wire('fork.false → j.b')],
      },
    ],
    [
      'whether a conflict matters that an addressed parameter overrules',
      {
        nodes: [one, fork, { ...fork, id: 'other' }, { id: 'j', kind: 'pass' }],
        connections: [
          feed,
          wire('one.value → other.value'),
          wire('fork.true → j.value'),
          wire('other.true → j.value'),
        ],
        parameters: { j: { value: 5 } },
      },
    ],
    [
      'whether a live edge that brings nothing conflicts with another',
      {
        nodes: [one, fork, { ...fork, id: 'other' }, { id: 'j', kind: 'pass' }],
        connections: [
          feed,
          wire('one.value → other.value'),
          wire('fork.true.nothing → j.value'),
          wire('other.true → j.value'),
        ],
      },
    ],
    [
      'how back edges and plain edges into a many port add up',
      {
        nodes: [one, { id: 'm', kind: 'merge' }],
        connections: [wire('one.value → m.values')],
        loops: [{ id: 'loop', back: [wire('m.value → m.values')], maxIterations: 2 }],
      },
    ],
    [
      'whether a loop is entered whose edges from outside are dead while a node in it has none',
      {
        nodes: [...forked, { id: 'a', kind: 'counter' }, { id: 'b', kind: 'counter' }],
        connections: [feed, wire('fork.false → a.step'), wire('b.value → a.value')],
        loops: [{ id: 'loop', back: [wire('a.value → b.value')], maxIterations: 2 }],
      },
    ],
    [
      'whether a loop is entered that is reached, and all of which is skipped for want of an input',
      {
        nodes: [...forked, { id: 'a', kind: 'add' }],
        connections: [feed, wire('fork.false → a.a'), wire('fork.true → a.b')],
        loops: [{ id: 'loop', back: [wire('a.result → a.a')], maxIterations: 2 }],
      },
    ],
    [
      'whether edges that leave a loop by two ports of a switch may meet',
      {
        nodes: [
          { id: 'n', kind: 'counter' },
          { ...fork, id: 'sw' },
          { id: 'x', kind: 'pass' },
        ],
        connections: [
          wire('n.value → sw.value'),
          wire('sw.true → x.value'),
          wire('sw.false → x.value'),
        ],
        loops: [{ id: 'loop', back: [wire('sw.matched → n.step')], maxIterations: 2 }],
      },
    ],
    [
      'what loops mean that feed one another',
      {
        nodes: ['a', 'b', 'c', 'd'].map((id) => ({ id, kind: 'params' })),
        connections: [
          wire('a.received → b.a'),
          wire('a.received → d.a'),
          wire('c.received → d.b'),
          wire('c.received → b.b'),
        ],
        loops: [
          { id: 'one', back: [wire('b.received → a.a')], maxIterations: 2 },
          { id: 'two', back: [wire('d.received → c.a')], maxIterations: 2 },
        ],
      },
    ],
    [
      'which of two workflow-level values an input gets',
      {
        nodes: [{ id: 'p', kind: 'params' }],
        inputs: [{ name: 'x', to: [{ node: 'p', input: 'a' }] }],
        parameters: { x: 1, a: 2 },
      },
    ],
    [
      'whether the default of a workflow input is coerced',
      {
        nodes: [{ id: 't', kind: 'typed', config: { schema: { x: { type: 'string' } } } }],
        inputs: [{ name: 'p', to: [{ node: 't', input: 'x' }], default: 5 }],
        options: { coerce: 'lossless' },
      },
    ],
    [
      'what parameters mean that are addressed to a workflow inside',
      {
        nodes: [{ id: 'sub', kind: 'workflow:w' }],
        workflows: { w: { nodes: [{ id: 'p', kind: 'params' }], connections: [] } },
        parameters: { sub: { a: 1 } },
      },
    ],
    [
      'which item of a partition leads, one without a case or one that cannot be told',
      {
        nodes: [
          { id: 'list', kind: 'const', config: { value: [9, 'x'] } },
          { id: 'p', kind: 'partition', config: { cases: [{ name: 'low', when: 'value < 5' }] } },
        ],
        connections: [wire('list.value → p.value')],
      },
    ],
    [
      'what data comes to that loops put into itself without bounds',
      {
        nodes: [{ id: 'p', kind: 'params', config: { a: 1 } }],
        loops: [
          {
            id: 'loop',
            back: [wire('p.received → p.a'), wire('p.received → p.b'), wire('p.received → p.c')],
          },
        ],
      },
    ],
    [
      'how a template writes an object into text',
      {
        nodes: [{ id: 'p', kind: 'params', config: { a: 'x ${x}' } }],
        parameters: { x: { k: 1 } },
      },
    ],
  ];
  for (const [what, stated] of open) {
    it(what, () => {
      expect(() => evaluated(stated)).to.throw(Undecided);
    });
  }
});
