import type { BuiltIn } from './built-in.js';
import { conditionalPlugin } from './conditional.js';
import { cyclesPlugin } from './cycles.js';
import { parametersPlugin } from './parameters.js';
import { standardPlugin } from './standard.js';
import { validationPlugin } from './validation.js';

/** The plugins that the command brings. */
export const BUILT_INS = [
  parametersPlugin,
  validationPlugin,
  cyclesPlugin,
  conditionalPlugin,
  standardPlugin,
] as const satisfies readonly BuiltIn[];

/** Options of the plugins that the command brings, by name; `false` leaves one out. */
export type PluginSettings = {
  readonly [B in (typeof BUILT_INS)[number] as B['name']]?: OptionsOf<B> | false;
};

type OptionsOf<B> = B extends BuiltIn<string, infer Options> ? Options : never;
