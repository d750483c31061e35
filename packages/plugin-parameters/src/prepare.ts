import type { Issue, Run, RunRequest, SecretValue } from '@tenon/core';
import { type Given, sortParameters, valuesOf } from './forms/given.js';
import { UnknownParameters } from './forms/unknown.js';
import { SecretMask } from './masking/secret-mask.js';
import type { ParametersOptions } from './options.js';
import { Report } from './report.js';
import { fetchReferences, type ResolveCall } from './secrets/fetch-references.js';
import { fetchSecrets } from './secrets/fetch-secrets.js';
import { reportMissing } from './secrets/missing-secrets.js';
import type { SecretProvider } from './secrets/secret-provider.js';
import { secretsIn } from './secrets/secrets-in.js';
import { Supplier, type SupplyKit } from './supply.js';
import type { DeepSurvey } from './surveys.js';
import type { Fetched } from './templates/reference-values.js';
import { nameOf } from './templates/render.js';

const SECRET_TIMEOUT_MS = 10_000;

/** What preparing a run needs of the runtime. */
export interface PrepareKit extends SupplyKit {
  readonly options: ParametersOptions;
  readonly provider: SecretProvider | undefined;
  /** Known when the hooks are sealed. */
  readonly resolve: () => ResolveCall;
}

/** A run made ready, and what was found wrong on the way. */
export interface Prepared {
  readonly request: RunRequest;
  readonly issues: readonly Issue[];
}

/**
 * Makes a run ready: sorts its parameters, fetches its secrets, resolves its templates. `undefined`, and hardly any work,
 * where it has none of these. Answers a promise only where a provider or a tap does. Whatever is wrong is reported
 * together; only a secret provider or a tap that fails throws.
 */
export function prepareRun(
  request: RunRequest,
  run: Run,
  kit: PrepareKit,
): Prepared | undefined | Promise<Prepared | undefined> {
  const { parameters } = request;
  const deep = kit.surveys.deep(run.resolved);
  const isGiven = parameters !== undefined && parameters !== null;
  const hasNeeds =
    deep.varying.size > 0 || deep.secretUses.length > 0 || deep.ownSecrets.length > 0;
  if (deep.isTooDeep || (!isGiven && !hasNeeds)) return undefined;
  const preparation = new Preparation(request, run, deep, kit);
  return followedBy(preparation.fetch(), (fetched) => preparation.finish(fetched));
}

/** Goes on with a value at once, or with what a promise brings. */
function followedBy<T, U>(
  value: T | Promise<T>,
  next: (value: T) => U | Promise<U>,
): U | Promise<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** One list behind the other; the second itself where the first has nothing, as in most runs. */
function listsOf<T>(first: readonly T[] | undefined, second: readonly T[]): readonly T[] {
  return first === undefined || first.length === 0 ? second : [...first, ...second];
}

/** The entries of both; where they have a key in common, that of the second. A map of this run, also where it is empty. */
function mapsOf<T>(
  first: ReadonlyMap<string, T> | undefined,
  second: ReadonlyMap<string, T>,
): ReadonlyMap<string, T> {
  const isSecondAlone = second.size > 0 && (first === undefined || first.size === 0);
  return isSecondAlone ? second : new Map([...(first ?? []), ...second]);
}

class Preparation {
  readonly #request: RunRequest;
  readonly #run: Run;
  readonly #deep: DeepSurvey;
  readonly #kit: PrepareKit;
  readonly #report: Report;
  readonly #given: Given;

  constructor(request: RunRequest, run: Run, deep: DeepSurvey, kit: PrepareKit) {
    this.#request = request;
    this.#run = run;
    this.#deep = deep;
    this.#kit = kit;
    this.#report = new Report(request.workflow.name);
    this.#given = sortParameters(request.parameters, deep.root, kit.surveys, this.#report);
  }

  fetch(): Fetched | Promise<Fetched> {
    const { provider, options, resolve } = this.#kit;
    const timeoutMs = options.secretTimeoutMs ?? SECRET_TIMEOUT_MS;
    const secrets = fetchSecrets(this.#deep.secretNames, { provider, run: this.#run, timeoutMs });
    // One after the other: what fails leaves nothing behind that still goes on.
    return followedBy(secrets, ({ secrets: held, failure }) => {
      const known = [
        ...held.values(),
        ...this.#deep.ownSecrets,
        ...secretsIn(valuesOf(this.#given)),
      ];
      this.#mask(known);
      if (failure !== undefined) throw failure;
      const references = fetchReferences(this.#deep.foreign, resolve(), this.#run);
      return followedBy(references, (foreign) => {
        if (foreign.size > 0) this.#mask([...known, ...secretsIn(foreign.values())]);
        return { secrets: held, foreign };
      });
    });
  }

  finish(fetched: Fetched): Prepared {
    const report = this.#report;
    const { options, provider, surveys } = this.#kit;
    const { unknown = 'error' } = options;
    if (unknown !== 'ignore') {
      const severity = unknown === 'error' ? 'error' : 'warning';
      new UnknownParameters(surveys, severity).report(this.#given, this.#deep.root, report);
    }
    const { neededSecrets, secretUses } = this.#deep;
    if (!neededSecrets.every((name) => fetched.secrets.has(name))) {
      reportMissing(secretUses, fetched.secrets, provider, report);
    }
    const hasSecrets = this.#run.mask !== undefined;
    const supplier = new Supplier(this.#kit, this.#deep, fetched, hasSecrets);
    const inputs = supplier.supply(this.#given, report);
    const request = this.#request;
    return {
      issues: report.issues,
      request: Object.freeze({
        ...request,
        supplies: listsOf(request.supplies, supplier.supplies),
        fillings: listsOf(request.fillings, supplier.fillings),
        inputs: mapsOf(request.inputs, inputs),
        secrets: mapsOf<SecretValue>(request.secrets, fetched.secrets),
      }),
    };
  }

  /** From now on nothing that this run writes or shows holds one of its secrets, wherever it got them from. */
  #mask(secrets: readonly SecretValue[]): void {
    if (secrets.length === 0) return;
    this.#run.mask = new SecretMask(secrets.map((secret) => [nameOf(secret), secret.reveal()]));
  }
}
