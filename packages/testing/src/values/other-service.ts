import { RuntimeError } from '@tenon/core';

/** The error of a runtime that has another clock or id source than a plugin of this package brings. */
export function otherService(what: string, whose: string): RuntimeError {
  return new RuntimeError('OPTION_INVALID', `The runtime has another ${what} than the ${whose}.`, {
    hint: `Leave it to the plugin of the ${whose}: bind none in "configure" or in the container.`,
    where: { plugin: whose },
  });
}
