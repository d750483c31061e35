import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { removeFolders } from '../support/folder.js';
import { aProject, oneNode } from '../support/project.js';
import { Terminal } from '../support/terminal.js';

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../../events.schema.json', import.meta.url), 'utf8'),
) as object;

describe('tenon run --json', () => {
  const check = new Ajv({ strict: false }).compile(SCHEMA);
  let cwd: string;
  before(() => {
    cwd = aProject({
      'fail.yaml': oneNode('fail'),
      'broken.yaml': 'nonsense',
      'slow.yaml': `tenon: 1
name: slow
nodes:
  half: { kind: halve, config: { value: 1024 } }
  pause: { kind: delay, config: { ms: 60 } }
connections: [half.value -> pause.value]
loops:
  shrink: { back: [pause.value -> half.value], until: half.value < 100.0 }
`,
    });
  });
  after(removeFolders);

  async function lines(...args: readonly string[]) {
    const terminal = new Terminal({ cwd, isSlow: true });
    const code = await terminal.run('run', '--json', ...args);
    for (const record of terminal.records) {
      expect(check(record), JSON.stringify([record, check.errors])).to.equal(true);
    }
    return { code, records: terminal.records, err: terminal.err };
  }

  it('writes each event of a run as a line that the schema describes, and the result last', async () => {
    const { code, records, err } = await lines('greeting.yaml', '--set', 'name=Ferdinand');
    expect([code, err]).to.deep.equal([0, '']);
    expect(records.map(({ type, node }) => [type, node].filter(Boolean).join(' '))).to.deep.equal([
      ...['runStarted', 'nodeStarted size', 'nodeSettled size', 'nodeSettled hello'],
      ...['nodeStarted formal', 'nodeSettled formal', 'nodeStarted end', 'nodeSettled end'],
      ...['runSettled', 'result'],
    ]);
    expect(records[2]).to.deep.include({ status: 'completed', taken: ['long'] });
    expect(records[3]).to.deep.include({ status: 'skipped', reason: 'deadEdges' });
    expect(records.at(-1)).to.deep.include({
      exitCode: 0,
      droppedEvents: 0,
      outputs: { text: 'Good day, Ferdinand!' },
    });
  });

  it('tells where a loop stands', async () => {
    const { records } = await lines('slow.yaml');
    const told = records.filter(({ type }) => type === 'loopIterated');
    expect(told.length).to.be.greaterThan(0);
    expect(told[0]).to.have.nested.property('watched.half\\.value.last');
    expect(records.filter(({ type }) => type === 'loopEnded')).to.have.lengthOf(1);
  });

  it('tells of failures, of runs that are refused, and of files that are none', async () => {
    const failed = await lines('fail.yaml');
    expect(failed.code).to.equal(1);
    expect(failed.records.at(-1)).to.include({ status: 'failed', exitCode: 1 });
    const settled = failed.records.find(({ type }) => type === 'nodeSettled');
    expect(settled).to.have.nested.property('error.code', 'NODE_FAILED');
    const refused = await lines('greeting.yaml');
    expect(refused.records.at(-1)).to.include({ status: 'refused', exitCode: 3 });
    const none = await lines('broken.yaml');
    expect(none.code).to.equal(3);
    expect(none.records).to.have.lengthOf(1);
    expect(none.records[0]).to.have.nested.property('issues[0].where.line', 1);
  });

  it('loses no event of a run that is quicker than its reader', async () => {
    const nodes = Array.from(
      { length: 3000 },
      (_, i) => `  n${String(i)}: { kind: halve, config: { value: 1 } }`,
    );
    const folder = aProject({ 'many.yaml': `tenon: 1\nname: many\nnodes:\n${nodes.join('\n')}\n` });
    const terminal = new Terminal({ cwd: folder, isSlow: true });
    await terminal.run('run', '--json', 'many.yaml');
    const numbers = terminal.records.flatMap(({ seq }) => (seq === undefined ? [] : [seq]));
    expect(numbers).to.deep.equal(numbers.map((_, i) => i + 1));
    expect(numbers.length).to.be.at.least(3000);
  });
});
