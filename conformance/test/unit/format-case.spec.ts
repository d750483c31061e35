import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { formatCase } from '#conformance/format-case.js';
import { parseCase } from '#conformance/read-cases.js';

const CASES = fileURLToPath(new URL('../../../cases', import.meta.url));

describe('formatCase', () => {
  it('writes a case as the files have it', async () => {
    for (const id of ['522b-loop-inside-branch', '584-condition-unknown-name']) {
      const content = await readFile(`${CASES}/${id}.json`, 'utf8');
      expect(formatCase(parseCase(content, id)).trimEnd()).to.equal(content.trimEnd());
    }
  });

  it('writes nothing where there is nothing, and leaves out what is undefined', () => {
    const text = formatCase({
      id: 'x',
      group: 'g',
      description: '',
      nodes: [],
      expected: { status: 'completed', results: {} },
    });
    expect(text).to.equal(
      '{\n  "id": "x",\n  "group": "g",\n  "description": "",\n  "nodes": [],\n' +
        '  "expected": {\n    "status": "completed",\n    "results": {}\n  }\n}\n',
    );
  });
});
