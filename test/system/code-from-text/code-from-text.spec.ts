import { expect } from 'chai';
import { PARTS, resultsFor } from '../support/parts.js';
import { runProgram } from '../support/run-program.js';

const PROGRAM = 'test/system/.build/test/code-from-text/program.js';
const FORBIDDING = '--disallow-code-generation-from-strings';

describe('a process that forbids to make code from text', () => {
  it('runs workflows, conditions and loops as any other does', () => {
    const { status, output } = runProgram(PROGRAM, [], [FORBIDDING]);
    expect(status, output).to.equal(0);
    expect(JSON.parse(output)).to.deep.include(JSON.parse(JSON.stringify(resultsFor(PARTS))));
  });
});
