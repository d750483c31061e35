import { formatWorkflow, parseWorkflow } from '@tenon/workflow-file';
import { expect } from 'chai';
import fc from 'fast-check';
import { anyWorkflow } from '../support/arbitrary.js';
import { plain } from '../support/plain.js';

describe('a workflow that is written and read again', () => {
  for (const format of ['yaml', 'json'] as const) {
    it(`is the same, by way of ${format}`, () => {
      fc.assert(
        fc.property(anyWorkflow, (flow) => {
          const text = formatWorkflow(flow, { format });
          const { workflow, issues } = parseWorkflow(text, { format });
          expect(issues).to.deep.equal([]);
          expect(plain(workflow as never)).to.deep.equal(plain(flow));
        }),
        { numRuns: Number(process.env['RUNS'] ?? 200) },
      );
    });
  }
});
