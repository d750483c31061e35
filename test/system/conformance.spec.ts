import { expect } from 'chai';
import { hasParts } from './support/parts.js';
import { runProgram } from './support/run-program.js';

const RUNNER = 'conformance/dist/main.js';

/** What the runner can do to cases without changing what they mean. */
const FORMS: readonly (readonly string[])[] = [
  ['--renamed'],
  ['--permuted', '7'],
  ['--shuffled', '7'],
  ['--isolation', 'freeze'],
];

/** Those of them that the runner has. */
function knownForms(): readonly (readonly string[])[] {
  const { output } = runProgram(RUNNER, ['--help']);
  return FORMS.filter(([option = '']) => output.includes(option));
}

describe('the conformance cases', function () {
  this.timeout(120_000);

  it('pass in all forms at once', () => {
    const forms = knownForms();
    expect(forms).to.have.lengthOf.at.least(3);
    const { status, output } = runProgram(RUNNER, forms.flat());
    expect(status, output).to.equal(0);
    // Cases that depend on the clock cannot be shuffled; those about a plugin that was removed are skipped.
    const isWhole =
      hasParts('parameters', 'validation', 'cycles', 'conditional') &&
      forms.every(([option]) => option !== '--shuffled');
    expect(output).to.match(
      isWhole
        ? /\n\d{3,} passed, 0 failed, 0 skipped\n$/
        : /\n\d{2,} passed, 0 failed, \d+ skipped\n$/,
    );
  });
});
