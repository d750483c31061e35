import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Workflow } from '@tenon/core';
import { formatWorkflow, parseWorkflow, WorkflowFileError } from '@tenon/workflow-file';
import { expect } from 'chai';
import { buildWorkflow } from '#conformance/build-workflow.js';
import { readCases } from '#conformance/read-cases.js';

const CASES = fileURLToPath(new URL('../../../cases', import.meta.url));

/** Large workflows say nothing that small ones do not, and take their time. */
const MOST_NODES = 2_000;

/** What the builder records and a file does not: ids that stand twice, or are none. */
const UNWRITABLE = /^The id of node \d+ is /;

/** A workflow without what only tells it from another one that is like it. */
function plain({ nodes, ...rest }: Workflow): unknown {
  return JSON.parse(JSON.stringify({ ...rest, nodes })) as unknown;
}

describe('the workflows of the cases', () => {
  it('are the same after they were written to a file and read again', async () => {
    const { cases } = await readCases(join(CASES));
    const unwritable: string[] = [];
    let count = 0;
    for (const stated of cases) {
      if (stated.nodes.length > MOST_NODES) continue;
      let flow: Workflow;
      try {
        flow = buildWorkflow(stated);
      } catch {
        continue; // what the builder refuses is no workflow
      }
      for (const format of ['yaml', 'json'] as const) {
        try {
          const text = formatWorkflow(flow, { format });
          const { workflow, issues } = parseWorkflow(text, { format });
          expect(issues, stated.id).to.deep.equal([]);
          expect(plain(workflow as Workflow), stated.id).to.deep.equal(plain(flow));
          count++;
        } catch (error) {
          if (!(error instanceof WorkflowFileError)) throw error;
          unwritable.push(...error.issues.map(({ message }) => message));
        }
      }
    }
    expect(count).to.be.above(600);
    expect(unwritable.filter((message) => !UNWRITABLE.test(message))).to.deep.equal([]);
  }).timeout(20_000);
});
