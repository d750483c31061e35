import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseCase, readCases } from '#conformance/read-cases.js';

const minimal = {
  id: 'x',
  group: 'dag',
  description: 'One node.',
  nodes: [{ id: 'a', kind: 'const' }],
  connections: [],
  expected: { status: 'completed' },
};

function problemOf(change: object, without: readonly string[] = []): string {
  const stated = Object.entries({ ...minimal, ...change }).filter(
    ([key]) => !without.includes(key),
  );
  try {
    parseCase(JSON.stringify(Object.fromEntries(stated)), 'x');
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
}

describe('parseCase', () => {
  it('reads a case', () => {
    expect(parseCase(JSON.stringify(minimal), 'x')).to.deep.equal(minimal);
  });

  it('names what is missing, misspelt or of the wrong shape, and where', () => {
    expect(problemOf({}, ['group'])).to.equal('The case lacks "group".');
    expect(problemOf({ opions: {} })).to.equal('opions is no member that cases have.');
    expect(problemOf({ options: { mode: 'fast' } })).to.equal(
      'options.mode is not route-data or skip-branches.',
    );
    expect(problemOf({ nodes: [{ id: 'a' }] })).to.equal('nodes[0] lacks "kind".');
    expect(problemOf({ nodes: {} })).to.equal('nodes is not a list.');
    expect(problemOf({ loops: [{ id: 'l', back: [{ from: 'a' }] }] })).to.equal(
      'loops[0].back[0] lacks "output".',
    );
    expect(problemOf({ expected: { status: 'completed', result: {} } })).to.equal(
      'expected.result is no member that cases have.',
    );
    expect(problemOf({ timing: 'yes' })).to.equal('timing is not true or false.');
  });

  it('takes either nodes and connections or a rule that makes them', () => {
    const generate = { shape: 'loop', size: 2, iterations: 3 };
    const needed = 'The case needs either "nodes" and "connections", or "generate".';
    expect(problemOf({ generate }, ['nodes', 'connections'])).to.equal('none');
    expect(problemOf({ generate })).to.equal(needed);
    expect(problemOf({}, ['connections'])).to.equal(needed);
    expect(problemOf({ generate: { shape: 'loop', size: 2 } }, ['nodes', 'connections'])).to.equal(
      'generate lacks "iterations".',
    );
    expect(problemOf({ generate: { shape: 'star', size: 2 } }, ['nodes', 'connections'])).to.equal(
      'generate.shape is not chain or fan-out or ladder or ring.',
    );
    expect(problemOf({ generate: { shape: 'ring', size: 0 } }, ['nodes', 'connections'])).to.equal(
      'generate.size is not a whole number from 1 on.',
    );
  });

  it('wants an outcome for each execution', () => {
    const expected = { executions: [{ status: 'completed' }] };
    expect(problemOf({ executions: [{}], expected })).to.equal('none');
    expect(problemOf({ executions: [{}, {}], expected })).to.include('not equally many');
    expect(problemOf({ executions: [{}] })).to.include('not equally many');
    expect(problemOf({ expected })).to.include('not equally many');
  });

  it('wants the id to be the name of the file', () => {
    expect(problemOf({ id: 'y' })).to.equal(`Its id is "y", which is not its file's name.`);
  });

  it('takes any name for a name', () => {
    const content = JSON.stringify({
      ...minimal,
      nodes: [{ id: '__proto__', kind: 'emit', config: { outputs: {} } }],
      expected: { status: 'completed', results: { marker: {} } },
    }).replace('"marker"', '"__proto__"');
    const { expected } = parseCase(content, 'x');
    expect(Object.keys('results' in expected ? (expected.results ?? {}) : {})).to.deep.equal([
      '__proto__',
    ]);
  });
});

describe('readCases', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cases-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('reads the .json files in the order of their names, and tells which are no cases', async () => {
    writeFileSync(join(folder, 'x.json'), JSON.stringify(minimal));
    writeFileSync(join(folder, 'a.json'), JSON.stringify({ ...minimal, id: 'a' }));
    writeFileSync(join(folder, 'm.json'), '{');
    writeFileSync(join(folder, 'notes.md'), '# Notes');
    const { cases, malformed } = await readCases(folder);
    expect(cases.map(({ id }) => id)).to.deep.equal(['a', 'x']);
    expect(malformed.map(({ file }) => file)).to.deep.equal(['m.json']);
    expect(malformed[0]?.problem).to.include('JSON');
  });
});
