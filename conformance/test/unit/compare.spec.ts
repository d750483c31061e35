import { expect } from 'chai';
import type { Expected } from '#conformance/case.js';
import { compareRun } from '#conformance/compare.js';
import { formatDifference } from '#conformance/difference.js';
import type { Observed } from '#conformance/observe.js';
import { expecting, observed } from '../support/cases.js';

function compared(expected: Partial<Expected>, got: Partial<Observed>, isTimed = false): string[] {
  return compareRun(expecting(expected), observed(got), isTimed).map(formatDifference);
}

const completed = { status: 'completed' };

describe('compareRun', () => {
  it('compares the status', () => {
    expect(compared({}, {})).to.deep.equal([]);
    expect(compared({ status: 'failed' }, {})).to.deep.equal([
      'status: expected "failed", got "completed"',
    ]);
  });

  it('wants every code that verification must report, and lets it report more', () => {
    const expected = { status: 'refused', verify: ['UNKNOWN_NODE', 'UNKNOWN_PORT'] } as const;
    const refusedFor = ['UNKNOWN_PORT', 'UNKNOWN_NODE', 'UNKNOWN_KIND'];
    expect(compared(expected, { status: 'refused', refusedFor })).to.deep.equal([]);
    expect(compared(expected, { status: 'refused', refusedFor: ['UNKNOWN_PORT'] })).to.deep.equal([
      'verify: expected "UNKNOWN_NODE", got ["UNKNOWN_PORT"]',
    ]);
  });

  it('wants a run to be refused for whatever its workflow alone is wrong in', () => {
    expect(compared({}, { verified: ['UNKNOWN_NODE'] })).to.deep.equal([
      'verify: expected "UNKNOWN_NODE", got []',
    ]);
  });

  it('wants no node of a refused run to be entered', () => {
    const refused = { status: 'refused', entered: ['a'], outcomes: new Map([['a', completed]]) };
    expect(compared({ status: 'refused' }, refused)).to.deep.equal([
      'entered: expected [], got ["a"]',
      'outcomes: expected {}, got {"a":{"status":"completed"}}',
    ]);
  });

  it('wants exactly the results and outcomes, names of built-in properties included', () => {
    const results = JSON.parse('{"__proto__": {"value": 1}, "b": null}') as never;
    const got = new Map([['__proto__', { value: 1 }]]);
    expect(compared({ results }, { results: new Map([...got, ['b', null]]) })).to.deep.equal([]);
    expect(compared({ results }, { results: got })).to.deep.equal([
      'results.b: expected null, got nothing',
    ]);
    expect(compared({ results: {} }, { results: got })).to.deep.equal([
      'results.__proto__: expected nothing, got {"value":1}',
    ]);
    expect(compared({ outcomes: {} }, { outcomes: new Map([['a', completed]]) })).to.deep.equal([
      'outcomes.a: expected nothing, got {"status":"completed"}',
    ]);
  });

  it('names the place inside a value', () => {
    const results = { 'a b': { value: { list: [1, { x: true }] } } };
    const got = new Map([['a b', { value: { list: [1, { x: false }, 2] } }]]);
    expect(compared({ results }, { results: got })).to.deep.equal([
      'results["a b"].value.list[1].x: expected true, got false',
      'results["a b"].value.list[2]: expected nothing, got 2',
    ]);
  });

  it('tells null from what is absent, and a list from an object', () => {
    const results = { a: { x: null, y: [] } };
    const got = new Map([['a', { y: {} }]]);
    expect(compared({ results }, { results: got })).to.have.lengthOf(2);
  });

  it('does not mind the order of members', () => {
    const results = { a: { x: 1, y: 2 } };
    expect(compared({ results }, { results: new Map([['a', { y: 2, x: 1 }]]) })).to.deep.equal([]);
  });

  it('says nothing of nodes that may have run', () => {
    const expected = { results: {}, outcomes: {}, mayRun: ['a'] };
    const got = { results: new Map([['a', {}]]), outcomes: new Map([['a', completed]]) };
    expect(compared(expected, got)).to.deep.equal([]);
    expect(compared({ ...expected, mayRun: ['b'] }, got)).to.have.lengthOf(2);
  });

  it('compares code, node and loop of the error where they are given', () => {
    const error = { code: 'NODE_FAILED', message: 'Node "a" failed: boom', node: 'a' };
    expect(compared({ error: { code: 'NODE_FAILED' } }, { error })).to.deep.equal([]);
    expect(compared({ error: { code: 'TIMEOUT', node: 'b', loop: 'l' } }, { error })).to.deep.equal(
      [
        'error.code: expected "TIMEOUT", got "NODE_FAILED"',
        'error.node: expected "b", got "a"',
        'error.loop: expected "l", got nothing',
      ],
    );
    expect(compared({ error: { code: 'TIMEOUT' } }, {})).to.have.lengthOf(1);
  });

  it('finds the message that is given in the one the runtime words', () => {
    const error = { code: 'NODE_FAILED', message: 'Node "a" failed: boom' };
    const withMessage = (message: string) => ({ error: { code: 'NODE_FAILED', message } });
    expect(compared(withMessage('boom'), { error })).to.deep.equal([]);
    expect(compared(withMessage('bang'), { error })).to.deep.equal([
      'error.message: expected "bang", got "Node \\"a\\" failed: boom"',
    ]);
  });

  it('wants the listed loops as stated, and no others unless some nodes may have run', () => {
    const loops = { l: { iterations: 2, reason: 'converged' } };
    const went = new Map([['l', { iterations: 2, reason: 'exited' }]]);
    expect(compared({ loops }, { loops: went })).to.deep.equal([
      'loops.l.reason: expected "converged", got "exited"',
    ]);
    expect(compared({ loops }, {})).to.have.lengthOf(1);
    expect(compared({}, { loops: went })).to.have.lengthOf(1);
    expect(compared({ mayRun: ['a'] }, { loops: went })).to.deep.equal([]);
  });

  it('wants the listed warnings, and none of a check where none is listed', () => {
    const got = { warnings: ['TYPE_MISMATCH', 'LATE_RESULT'] };
    expect(compared({ warnings: ['TYPE_MISMATCH'] }, got)).to.deep.equal([]);
    expect(compared({ warnings: ['ENUM_VIOLATED'] }, got)).to.have.lengthOf(1);
    expect(compared({}, got)).to.deep.equal(['warnings: expected nothing, got "TYPE_MISMATCH"']);
    expect(compared({}, { warnings: ['LATE_RESULT'] })).to.deep.equal([]);
  });

  it('looks at nothing but what is stated where the clock decides', () => {
    const got = {
      warnings: ['TYPE_MISMATCH'],
      loops: new Map([['l', { iterations: 3, reason: 'timeout' }]]),
    };
    expect(compared({}, got, true)).to.deep.equal([]);
    expect(compared({ loops: { l: { reason: 'timeout' } } }, got, true)).to.deep.equal([]);
    expect(compared({ loops: { l: { reason: 'failed' } } }, got, true)).to.have.lengthOf(1);
  });

  it('counts outcomes by status, and takes an absent result of a sample for null', () => {
    const outcomes = new Map([
      ['a', completed],
      ['b', completed],
      ['c', { status: 'skipped' }],
    ]);
    const got = { outcomes, results: new Map([['a', { value: 1 }]]) };
    const counts = { completed: 2, skipped: 1 };
    expect(compared({ counts, sample: { a: { value: 1 }, c: null } }, got)).to.deep.equal([]);
    expect(compared({ counts: { completed: 2 } }, got)).to.deep.equal([
      'counts.skipped: expected nothing, got 1',
    ]);
    expect(compared({ sample: { a: null } }, got)).to.have.lengthOf(1);
  });
});
