import { expect } from 'chai';
import { gatherInputs } from '#core/run/executor/gather.js';
import { Status } from '#core/run/scheduler/state.js';
import { type Filling, type Supply, suppliesIn } from '#core/run/supply/supplies.js';
import { Unfilled } from '#core/run/supply/unfilled.js';
import { Bag } from '#core/values/bag.js';
import { errorIn } from '#core/verify/subject.js';
import { port } from '#core/workflow/port.js';
import { bareRun } from '../../support/harness.js';
import { sketch } from '../../support/sketch.js';

const LIKE = { inputs: { in: port().optional() } };
const SECRET = Object.freeze({ [Symbol.for('tenon.Secret')]: true });

const PLACES = [
  { node: 'b', name: 'in' },
  { node: 'b', name: 'nothing' },
  { node: 'nowhere', name: 'in' },
];

function filling(rank: Filling['rank'], ...values: unknown[]): Filling {
  return { rank, places: PLACES, values };
}

function single(rank: Supply['rank'], value: unknown): Supply {
  return { within: [], node: 'b', name: 'in', rank, value };
}

/** What the step `b` gets, whose one connection brings 1. */
function gathered(fillings: readonly Filling[], supplies: readonly Supply[] = []): unknown {
  const plan = sketch({
    nodes: 'a b',
    edges: 'a>b',
    like: { b: { config: { in: 'configured' } } },
  });
  const { frame } = bareRun(plan, {}, { fillings, supplies });
  frame.state.status[0] = Status.completed;
  frame.outputs[0] = { out: 1 };
  const step = plan.steps[1];
  return step && gatherInputs(frame, step)['in'];
}

describe('Places that a run fills', () => {
  it('take their values at their rank', () => {
    expect(gathered([filling('addressed', 2)])).to.equal(2);
    expect(gathered([filling('workflow', 2)])).to.equal(1);
  });

  it('are left as they are where there is no value, no such input and no such node', () => {
    expect(gathered([filling('addressed', undefined, 2, 2)])).to.equal(1);
  });

  it('give way to a single value of their rank, and to a later filling', () => {
    expect(gathered([filling('addressed', 2)], [single('addressed', 3)])).to.equal(3);
    expect(gathered([filling('addressed', 2), filling('addressed', 4)])).to.equal(4);
  });

  it('are looked up once for each list and plan', () => {
    const plan = sketch({ nodes: 'a b', edges: 'a>b' });
    bareRun(plan, {}, { fillings: [filling('workflow', 2)] });
    const located = plan.located.get(PLACES);
    expect(located?.places.map((place) => place?.input)).to.deep.equal([
      plan.steps[1]?.inputs[0]?.number,
      undefined,
      undefined,
    ]);
    bareRun(plan, {}, { fillings: [filling('config', 2)] });
    expect(plan.located.get(PLACES)).to.equal(located);
  });

  it('are numbers of inputs where all of them are plain ones, to be filled at once', () => {
    const places = [
      { node: 'b', name: 'in' },
      { node: 'a', name: 'in' },
    ];
    const plan = sketch({ nodes: 'a b', like: { a: LIKE, b: LIKE } });
    const values = [null, SECRET];
    const { frame } = bareRun(plan, {}, { fillings: [{ rank: 'workflow', places, values }] });
    expect([...(plan.located.get(places)?.inputs ?? [])]).to.deep.equal([1, 0]);
    expect(frame.supplies?.below).to.deep.equal([SECRET, null]);
    expect([...(frame.supplies?.secretAt ?? [])]).to.deep.equal([0]);
  });

  it('tell which steps are given a secret', () => {
    const plan = sketch({ nodes: 'a b', edges: 'a>b' });
    const { frame } = bareRun(
      plan,
      {},
      { fillings: [{ ...filling('workflow', {}), secretAt: [0] }] },
    );
    expect([...(frame.supplies?.secretAt ?? [])]).to.deep.equal([1]);
  });

  it('are told one by one, those without a value left out', () => {
    const fillings = [{ ...filling('config', 2, undefined, 3), secretAt: [2] }];
    expect([...suppliesIn({ supplies: [single('workflow', 4)], fillings })]).to.deep.equal([
      { within: [], node: 'b', name: 'in', rank: 'config', value: 2 },
      { within: [], node: 'nowhere', name: 'in', rank: 'config', value: 3, holdsSecret: true },
      single('workflow', 4),
    ]);
  });

  it('answer findings on missing inputs of the outermost workflow', () => {
    const { resolved } = sketch({ nodes: 'a b', edges: 'a>b' });
    const missing = (within: readonly string[], node: string) =>
      errorIn({ resolved, within }, 'INPUT_REQUIRED', 'It is missing.', { node, port: 'in' }, '');
    const issues = [missing([], 'a'), missing([], 'b'), missing(['sub'], 'b')];
    const unfilled = new Unfilled();
    const left = unfilled.leftOf(issues, [filling('workflow', 1, 1, 1)]);
    expect(left).to.deep.equal([issues[0], issues[2]]);
    expect(unfilled.leftOf(issues, [filling('config', 2, 2, 2)])).to.equal(left);
    expect(unfilled.leftOf(issues, [filling('workflow', undefined, 1, 1)])).to.deep.equal(issues);
  });
});

describe('A bag', () => {
  it('has nothing but what was put into it', () => {
    const bag = new Bag();
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(name in bag, name).to.equal(false);
      bag[name] = 1;
      expect(Object.keys(bag), name).to.include(name);
    }
  });
});
