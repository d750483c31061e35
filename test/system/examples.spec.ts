import { expect } from 'chai';
import { namesIn, textOf } from './support/repository.js';
import { runProgram } from './support/run-program.js';

/** As many lines as a screen shows. */
const SCREEN = 50;

describe('the numbered examples', function () {
  this.timeout(20_000);
  const examples = namesIn('examples').filter((name) => /^\d/.test(name));

  it('are there', () => {
    expect(examples).to.have.lengthOf.at.least(5);
  });

  for (const example of examples) {
    it(`${example} prints what stands beside it`, () => {
      const { status, output } = runProgram(`examples/${example}/dist/main.js`);
      expect(output).to.equal(textOf(`examples/${example}/expected.txt`));
      expect(status).to.equal(0);
    });

    it(`${example} fits a screen, file by file`, () => {
      for (const file of namesIn(`examples/${example}/src`)) {
        const lines = textOf(`examples/${example}/src/${file}`).trimEnd().split('\n');
        expect(lines.length, file).to.be.at.most(SCREEN);
      }
    });
  }
});
