import { ValidationHooks, validation } from '@tenon/plugin-validation';
import { pass, value } from '@tenon/testing';
import { atMost } from '../at-most.js';
import type { Part } from './part.js';

/** Contracts of connections, in strict mode. */
export const validationPart: Part = {
  capability: 'validation',
  packageName: '@tenon/plugin-validation',
  plugins: (note) => [
    validation({ mode: 'strict' }),
    {
      manifest: { name: 'notes of validation', version: '1.0.0', requires: ['validation'] },
      apply(_hooks, services) {
        const { issues, checked } = services.get(ValidationHooks.id);
        issues.tap('notes of validation', () => note?.('4 validation: shows what was found'));
        checked.tap('notes of validation', ({ node, phase }) =>
          note?.(`4 validation: checked the ${phase} of "${node}"`),
        );
      },
    },
  ],
  use(flow) {
    const made = flow.add('made', value(7));
    const checked = flow.add('checked', pass);
    flow.connect(made.out.value, checked.in.value, {
      contract: { target: atMost(10) },
    });
  },
  results: { made: { value: 7 }, checked: { value: 7 } },
  flaw: {
    code: 'CONTRACT_UNKNOWN',
    add(flow) {
      const from = flow.add('from', value(1));
      const to = flow.add('to', pass);
      flow.connect(from.out.value, to.in.value, { contract: 'nobody knows it' });
    },
  },
};
