import { workflow } from '@tenon/core';
import { aRuntime } from '@tenon/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { PARTS, pluginsOf, resultsFor } from '../support/parts.js';
import { expectedJournal } from './expected-journal.js';
import { GAPS, gapPlugins } from './gaps.js';
import { journalOf } from './one-run.js';
import { permutationsOf } from './permutations.js';

/** The stages of the plugins, in hundreds: after which gap each has done its part. */
const STEPS = { parameters: 3, validation: 4, cycles: 7, conditional: 8 };

describe('the ten steps', () => {
  const expected = { lines: expectedJournal(), results: resultsFor(PARTS) };

  it('happen in their order when plugins are registered in theirs', async () => {
    expect(await journalOf((groups) => groups.flat())).to.deep.equal(expected);
  });

  it('happen in their order whatever the order of registration: all orders of the plugins and a probe', async () => {
    const indexes = Array.from({ length: PARTS.length + 1 }, (_, index) => index);
    for (const order of permutationsOf(indexes)) {
      const journal = await journalOf((groups) => order.flatMap((index) => groups[index] ?? []));
      expect(journal, `registered as ${order.join(', ')}`).to.deep.equal(expected);
    }
  });

  it('happen in their order whatever else stands between the plugins at registration', async () => {
    const count = pluginsOf(PARTS).length + GAPS.length;
    const places = fc.shuffledSubarray(
      Array.from({ length: count }, (_, place) => place),
      { minLength: count },
    );
    await fc.assert(
      fc.asyncProperty(places, async (order) => {
        const journal = await journalOf((groups) => {
          const all = groups.flat();
          return order.flatMap((place) => all[place] ?? []);
        });
        expect(journal).to.deep.equal(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('find what is wrong with a workflow in their order as well', () => {
    const flow = workflow('flawed');
    for (const { flaw } of PARTS) flaw.add(flow);
    for (const parts of permutationsOf(PARTS)) {
      const lines: string[] = [];
      const plugins = [...gapPlugins((line) => void lines.push(line)), ...pluginsOf(parts)];
      aRuntime({ plugins }).runtime.verify(flow.build());
      expect(lines).to.deep.equal(
        GAPS.map((gap) => {
          const found = PARTS.filter(({ capability }) => STEPS[capability] <= gap);
          const codes = found.map(({ flaw }) => flaw.code).join();
          return `verify, gap ${String(gap)}: ${codes === '' ? 'nothing' : codes}`;
        }),
      );
    }
  });
});
