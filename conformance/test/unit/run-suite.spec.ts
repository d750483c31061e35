import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readArguments } from '#conformance/arguments.js';
import type { Case } from '#conformance/case.js';
import type { Installation } from '#conformance/plugins.js';
import { report } from '#conformance/report.js';
import { runSuite } from '#conformance/run-suite.js';
import { aCase } from '../support/cases.js';

describe('a suite', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** What is reported of cases where these plugins are installed, whichever the runner itself has. */
  async function reported(
    cases: readonly Partial<Case>[],
    installed: readonly Installation[],
  ): Promise<string> {
    for (const stated of cases) {
      const content = aCase(stated);
      writeFileSync(join(folder, `${content.id}.json`), JSON.stringify(content));
    }
    return report(await runSuite(folder, readArguments([]), installed));
  }

  it('skips what needs a plugin that is not installed, and says so', async () => {
    const loop = { id: 'l', back: [{ from: 'n', output: 'value', to: 'n', input: 'value' }] };
    const text = await reported(
      [
        { id: 'good', group: 'one' },
        { id: 'later', group: 'two', nodes: [{ id: 'n', kind: 'merge' }], loops: [loop] },
      ],
      [{ capability: 'validation', plugins: () => [] }],
    );
    expect(text).to.include(
      'Skipped, 1: pending, until there is a plugin for conditional, cycles\n  later\n',
    );
    expect(text).to.match(/^one +1 passed, 0 failed, 0 skipped$/m);
    expect(text).to.match(/^two +0 passed, 0 failed, 1 skipped$/m);
    expect(text).to.match(/\n1 passed, 0 failed, 1 skipped$/);
  });
});
