import { fileURLToPath } from 'node:url';
import { createRuntime } from '@tenon/core';
import { conditional } from '@tenon/plugin-conditional';
import { cycles } from '@tenon/plugin-cycles';
import { MemorySecrets, parameters, SecretProvider } from '@tenon/plugin-parameters';
import { validation } from '@tenon/plugin-validation';
import { loadWorkflow } from '@tenon/workflow-file';
import { expect } from 'chai';
import { quakes } from '#showcase/quakes.js';

const FILE = fileURLToPath(new URL('../../quakes.yaml', import.meta.url));

describe('the rate of earthquakes by magnitude', () => {
  it('solves the equation of greatest likelihood', async () => {
    const { workflow } = await loadWorkflow(FILE);
    const runtime = createRuntime({
      plugins: [parameters(), validation(), cycles(), conditional(), quakes()],
      configure: ({ bind }) => {
        bind(SecretProvider).toConstantValue(new MemorySecrets({ SIGNING_KEY: 'a key for tests' }));
      },
    });
    const result = await runtime.execute(workflow);
    const { mean, span } = result.results['sample'] as { mean: number; span: number };
    const { rate } = result.results['refine'] as { rate: number };
    expect(1 / rate - span / (Math.exp(rate * span) - 1)).to.be.closeTo(mean, 1e-9);
    // Where the scale has no end, the rate is one over the mean; an end makes it smaller.
    expect(rate).to.be.within(0.5 / mean, 1 / mean);
    expect(result.loops['fit']).to.include({ reason: 'converged' });
  });
});
