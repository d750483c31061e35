import { Coercion, type Plugin, type Supply } from '@tenon/core';

/** What plugin-parameters does at its core: hands supplies and values of declared inputs to every run. */
export function supplying(
  supplies: readonly Partial<Supply>[],
  inputs: Readonly<Record<string, unknown>> = {},
): Plugin {
  const whole = supplies.map(
    (supply): Supply => ({
      within: [],
      node: 'only',
      name: 'value',
      rank: 'addressed',
      value: undefined,
      ...supply,
    }),
  );
  return {
    manifest: { name: 'supplying', version: '1.0.0', stage: 300, provides: ['parameters'] },
    apply(hooks) {
      hooks.prepare.tap('supplying', (request) => ({
        ...request,
        supplies: whole,
        inputs: new Map(Object.entries(inputs)),
      }));
    },
  };
}

/** Converts configured texts to numbers. */
export function converting(): Plugin {
  return {
    manifest: { name: 'converting', version: '1.0.0' },
    register({ bind }) {
      bind(Coercion).toConstantValue({
        coerce: (value) => (typeof value === 'string' ? Number(value) : value),
      });
    },
  };
}
