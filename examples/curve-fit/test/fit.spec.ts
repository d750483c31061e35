import { createRuntime } from '@tenon/core';
import { cycles } from '@tenon/plugin-cycles';
import { expect } from 'chai';
import { fitWorkflow } from '#fit/fit-workflow.js';
import { CERTIFIED, type Parameters, STARTS } from '#fit/misra1a.js';

const fit = async (start: Parameters) => {
  const { built, here, there } = fitWorkflow(start);
  const result = await createRuntime({ plugins: [cycles()] }).start(built).result;
  return { result, here: result.of(here), there: result.of(there) };
};

describe('the fit of Misra1a', () => {
  for (const start of STARTS) {
    it(`from ${start.join(', ')} comes to what NIST certifies`, async () => {
      const { result, here, there } = await fit(start);
      expect(result.loops['fit']?.reason).to.equal('converged');
      for (const [i, certified] of CERTIFIED.parameters.entries()) {
        expect(there?.parameters[i]).to.be.closeTo(certified, certified * 1e-9);
      }
      expect(here?.residual).to.be.closeTo(CERTIFIED.residual, CERTIFIED.residual * 1e-9);
    });
  }

  it('is damped where a whole step would make it worse', async () => {
    const { result } = await fit([500, 0.0001]);
    const residuals = (result.loops['fit']?.details.history ?? []).map(({ outputs }) =>
      Number(outputs['here']?.['residual']),
    );
    for (const [i, residual] of residuals.slice(1).entries()) {
      expect(residual).to.be.at.most(residuals[i] as number);
    }
    expect(result.outcomes.get('there')?.iterations).to.be.above(
      result.loops['fit']?.iterations ?? 0,
    );
  });

  it('says so where it cannot get anywhere', async () => {
    const { result } = await fit([Number.NaN, 0.0001]);
    expect(result.status).to.equal('failed');
    expect(result.loops['damp']?.details.watched?.['there.change']?.trend).to.equal('diverged');
  });
});
