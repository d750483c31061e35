import { createRuntime } from '@tenon/core';
import { conditional } from '@tenon/plugin-conditional';
import { cycles } from '@tenon/plugin-cycles';
import { MemorySecrets, parameters, SecretProvider } from '@tenon/plugin-parameters';
import { validation } from '@tenon/plugin-validation';
import { expect } from 'chai';
import { commandOf } from '#showcase/command-line.js';
import { quakeWorkflow } from '#showcase/quake-workflow.js';

function aRuntime() {
  return createRuntime({
    plugins: [parameters(), validation({ mode: 'strict' }), cycles(), conditional()],
    configure: ({ bind }) => {
      bind(SecretProvider).toConstantValue(new MemorySecrets({ SIGNING_KEY: 'a key for tests' }));
    },
  });
}

describe('the rate of earthquakes by magnitude', () => {
  it('solves the equation of greatest likelihood', async () => {
    const { workflow } = quakeWorkflow();
    const result = await aRuntime().execute(workflow, { parameters: commandOf([]).parameters });
    const { mean, span } = result.results['sample'] as { mean: number; span: number };
    const { rate } = result.results['refine'] as { rate: number };
    expect(1 / rate - span / (Math.exp(rate * span) - 1)).to.be.closeTo(mean, 1e-9);
    // Where the scale has no end, the rate is one over the mean; an end makes it smaller.
    expect(rate).to.be.within(0.5 / mean, 1 / mean);
    expect(result.loops['fit']).to.include({ reason: 'converged' });
  });

  it('is verified without a finding', () => {
    const found = aRuntime().verify(quakeWorkflow().workflow);
    expect(found.filter(({ severity }) => severity !== 'info')).to.deep.equal([]);
  });
});
