import { defineHookSet, type Path, type Run } from '@tenon/core';
import { AsyncSeriesBailHook } from 'tapable';

/** A reference in a template whose scheme is a plugin's own: `${vault:db/main.password}`. */
export interface ParameterReference {
  /** What stands before the colon: `vault`. */
  readonly scheme: string;
  /** What stands behind it, up to the first `.` or `[`: `db/main`. */
  readonly name: string;
  /** The path behind the name: `['password']`. For the tap to follow. */
  readonly path: Path;
  /** Everything behind the colon, for schemes with a grammar of their own. */
  readonly text: string;
}

/** The hooks of plugin-parameters. */
export const ParameterHooks = defineHookSet('ParameterHooks', () => ({
  /**
   * Finds the value of a reference whose scheme is not `secret`.
   *
   * - Fires: once per run for each different reference in the configuration of the workflow, before any node.
   * - Kind: asynchronous series bail.
   * - May return: the value of the reference, path included, or `undefined` where the scheme is another plugin's or there
   *   is no value. A `Secret` is masked in everything the run writes or shows.
   * - If it throws: the run is refused with HOOK_FAILED.
   * - Out of the box: nobody.
   */
  resolve: new AsyncSeriesBailHook<[reference: ParameterReference, run: Run], unknown>(
    ['reference', 'run'],
    'resolve',
  ),
}));
