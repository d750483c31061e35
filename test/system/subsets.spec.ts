import { workflow } from '@tenon/core';
import { aRuntime } from '@tenon/testing';
import { expect } from 'chai';
import { ADDITIONS, additionsBeside } from './support/additions.js';
import type { Part } from './support/parts/part.js';
import { optionsFor, PARTS, pluginsOf, resultsFor, workflowFor } from './support/parts.js';

/** All subsets, the empty one first. */
const SUBSETS = PARTS.reduce<readonly (readonly Part[])[]>(
  (subsets, part) => [...subsets, ...subsets.map((subset) => [...subset, part])],
  [[]],
);

const namesOf = (parts: readonly Part[]) => parts.map(({ capability }) => capability).join(', ');

function runtimeWith(parts: readonly Part[]) {
  return aRuntime({ plugins: pluginsOf(parts) }).runtime;
}

/** What must stand in the hints: the packages to install, in the order of the plugins' steps. */
function packagesIn(hints: readonly (string | undefined)[]): (string | undefined)[] {
  return hints.map((hint) => /@tenon\/plugin-[a-z]+/.exec(hint ?? '')?.[0]);
}

describe('a runtime', () => {
  for (const installed of SUBSETS) {
    const missing = PARTS.filter((part) => !installed.includes(part));
    const label = `with ${installed.length === 0 ? 'no plugin' : namesOf(installed)}`;

    describe(label, () => {
      it('starts, and has what is installed and nothing else', () => {
        const provided = runtimeWith(installed)
          .describe()
          .plugins.map(({ name }) => name);
        for (const { capability } of installed) expect(provided).to.include(capability);
        for (const { capability } of missing) expect(provided).not.to.include(capability);
      });

      it('runs what needs these plugins alike with those installed that nothing is stated for', async () => {
        const plugins = [...pluginsOf(installed), ...additionsBeside([])];
        const { status, results } = await aRuntime({ plugins }).runtime.start(
          workflowFor(installed),
          optionsFor(installed),
        ).result;
        expect(status).to.equal('completed');
        expect({ ...results }).to.deep.equal(resultsFor(installed));
      });

      it('runs what needs these plugins', async () => {
        for (const parts of [installed, ...installed.map((part) => [part])]) {
          const { status, results } = await runtimeWith(installed).start(
            workflowFor(parts),
            optionsFor(parts),
          ).result;
          expect(status, namesOf(parts)).to.equal('completed');
          expect({ ...results }).to.deep.equal(resultsFor(parts));
        }
      });

      for (const part of missing) {
        it(`refuses what needs ${part.capability}, and names ${part.packageName}`, async () => {
          const { status, error, issues, outcomes } = await runtimeWith(installed).start(
            workflowFor([part]),
          ).result;
          expect([status, error?.code, outcomes.size]).to.deep.equal([
            'refused',
            'PLUGIN_MISSING',
            0,
          ]);
          expect(error?.message).to.include(`"${part.capability}"`);
          expect(error?.hint).to.include(part.packageName);
          const codes = issues.filter(({ severity }) => severity === 'error');
          expect(codes.map(({ code }) => code)).to.deep.equal(['PLUGIN_MISSING']);
        });
      }

      if (missing.length === 0) return;
      it('names all that is missing at once, when it verifies, plans and runs', async () => {
        const runtime = runtimeWith(installed);
        const everything = workflowFor(PARTS);
        const found = [
          runtime.verify(everything),
          (await runtime.plan(everything)).issues,
          (await runtime.start(everything).result).issues,
        ];
        for (const issues of found) {
          const hints = issues
            .filter(({ code }) => code === 'PLUGIN_MISSING')
            .map(({ hint }) => hint);
          expect(packagesIn(hints)).to.deep.equal(missing.map(({ packageName }) => packageName));
        }
      });
    });
  }

  for (const { name, packageName } of ADDITIONS.filter(({ isStated }) => isStated)) {
    it(`refuses what is stated for ${name} without it, and names ${packageName}`, async () => {
      const flow = workflow('stated');
      flow.plugins({ [name]: {} });
      const { error } = await runtimeWith(PARTS).start(flow.build()).result;
      expect([error?.code, error?.hint]).to.deep.equal([
        'PLUGIN_MISSING',
        `Install "${packageName}" and add ${name}() to the plugins of createRuntime.`,
      ]);
    });
  }

  it('names the package for parameters that are given to a run, and not only for what a workflow says', async () => {
    const parts = PARTS.filter(({ capability }) => capability !== 'parameters');
    const { status, error } = await runtimeWith(parts).start(workflowFor(parts), {
      parameters: { name: 'ada' },
    }).result;
    expect([status, error?.code]).to.deep.equal(['refused', 'PLUGIN_MISSING']);
    expect(error?.hint).to.include('@tenon/plugin-parameters');
  });
});
