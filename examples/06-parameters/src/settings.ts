import type { Plugin } from '@tenon/core';
import { ParameterHooks } from '@tenon/plugin-parameters';

const NAME = 'settings';

/** Gives templates a scheme of its own: `${settings:mail.sender}` is a value of the host's settings. */
export const settings = (
  values: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Plugin => ({
  manifest: { name: NAME, version: '1.0.0', requires: ['parameters'] },
  apply(_hooks, services) {
    services
      .get(ParameterHooks.id)
      .resolve.tap(NAME, ({ scheme, name, path: [key] }) =>
        scheme === NAME && key !== undefined ? values[name]?.[key] : undefined,
      );
  },
});
