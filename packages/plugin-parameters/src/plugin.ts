import { Coercion, type Issue, type Plugin, RunKey, STAGES } from '@tenon/core';
import { ParameterHooks } from './hooks.js';
import { checkOptions, type ParametersOptions } from './options.js';
import { type Prepared, type PrepareKit, prepareRun } from './prepare.js';
import { SecretProvider } from './secrets/secret-provider.js';
import { Surveys } from './surveys.js';
import { coerceLossless } from './values/coerce.js';
import { convertedConstants } from './values/converted-constants.js';
import { verifyAuthored } from './verify.js';
import { VERSION } from './version.js';

const NAME = 'parameters';
const FOUND = new RunKey<readonly Issue[]>(NAME);

/**
 * Step 3: takes the parameters of a run, resolves the templates in configuration, and fetches the secrets that nodes need.
 * Throws OPTION_INVALID, naming each option that is wrong.
 *
 * @example
 * const runtime = createRuntime({
 *   plugins: [parameters()],
 *   configure: ({ bind }) => bind(SecretProvider).toConstantValue(new EnvironmentSecrets('APP_')),
 * });
 * await runtime.execute(report, { parameters: { month: '2024-05', mail: { to: 'ada@example.org' } } });
 */
export function parameters(given?: ParametersOptions): Plugin {
  const options = checkOptions(given);
  return Object.freeze<Plugin>({
    manifest: { name: NAME, version: VERSION, stage: STAGES.parameters, provides: ['parameters'] },
    publishes: [ParameterHooks],

    register({ bind, isBound }) {
      if (options.coerce === undefined || isBound(Coercion)) return;
      bind(Coercion).toConstantValue(Object.freeze({ coerce: coerceLossless }));
    },

    apply(hooks, services) {
      const calls = services.get(ParameterHooks.calls);
      const coercion = options.coerce === undefined ? undefined : services.get(Coercion);
      const convert: PrepareKit['convert'] = (value, port) =>
        coercion === undefined ? value : coercion.coerce(value, port);
      const convertedIn = coercion === undefined ? () => [] : convertedConstants(convert);
      const surveys = new Surveys(
        (survey) => survey.templated.length > 0 || convertedIn(survey).length > 0,
      );
      const provider = services.tryGet(SecretProvider);
      const resolve = () => calls.resolve;
      const configured: PrepareKit['configured'] = new WeakMap();
      const kit = { surveys, configured, convert, convertedIn, options, provider, resolve };

      hooks.verify.tap(NAME, (issues, workflow) => {
        const found = verifyAuthored(workflow, surveys);
        return found.length === 0 ? undefined : [...issues, ...found];
      });

      // What it waits for, secrets and taps of ParameterHooks, has time limits of its own.
      hooks.prepare.tapPromise(
        { name: NAME, timeoutMs: Number.POSITIVE_INFINITY },
        (request, run) => {
          const take = (prepared: Prepared | undefined) => {
            if (prepared === undefined) return undefined;
            if (prepared.issues.length > 0) run.set(FOUND, prepared.issues);
            for (const { code, severity, message, hint, where } of prepared.issues) {
              if (severity !== 'warning') continue;
              run.warn({ code, message, ...(hint !== undefined && { hint }), ...nodeOf(where) });
            }
            return prepared.request;
          };
          const prepared = prepareRun(request, run, kit);
          return prepared instanceof Promise ? prepared.then(take) : take(prepared);
        },
      );

      hooks.admit.tap(NAME, (issues, _request, run) => {
        const found = run.get(FOUND);
        return found === undefined ? undefined : [...issues, ...found];
      });
    },
  });
}

function nodeOf({ node }: Issue['where']): { readonly node?: string } {
  return node === undefined ? {} : { node };
}
