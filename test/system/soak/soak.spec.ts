import { expect } from 'chai';
import { runProgram } from '../support/run-program.js';
import { ENDINGS } from './soak.js';

const PROGRAM = 'test/system/.build/test/soak/main.js';

describe('a soak of a service', function () {
  this.timeout(60_000);

  it('ends with every run accounted for, and with nothing left of it', () => {
    const { status, output } = runProgram(PROGRAM, ['--runs', '3000']);
    for (const ending of ENDINGS) expect(output).to.include(`"${ending}":`);
    expect(output).to.include('handles [], timers 0');
    expect(status, output).to.equal(0);
  });

  it('takes whole numbers only', () => {
    for (const wrong of ['0', '-1', '1.5', 'many', 'Infinity']) {
      const { status, output } = runProgram(PROGRAM, [`--runs=${wrong}`]);
      expect(status).to.equal(2);
      expect(output).to.include(`was given "${wrong}"`);
    }
  });
});
