import {
  type Filling,
  type Issue,
  isThenable,
  nestingOf,
  type Port,
  type ResolvedWorkflow,
  type Run,
  type RunRequest,
  type Supply,
  type SupplyPlace,
  type Workflow,
} from '@tenon/core';
import { checkConfigured, configuredIn, unfit } from '../rules/configured.js';
import { findingIn, type RuleKit } from '../rules/subject.js';
import { FAILED, type Flaw } from '../schemas/flaw.js';
import { workflowPortFlaw } from './workflow-port.js';

/** A finding that may still have to be waited for. */
type Pending = readonly Issue[] | PromiseLike<readonly Issue[]>;

const NOTHING_FOUND: readonly Issue[] = Object.freeze([]);

/** Of a list of places, one whose port has a schema. */
interface Judged extends SupplyPlace {
  /** Its number in the list. */
  readonly at: number;
  readonly port: Port;
}

/**
 * What only a run can show: configuration whose templates it resolved, configuration that an asynchronous schema checks,
 * and the values it gives to the declared inputs of the workflow.
 */
export class Admission {
  readonly #kit: RuleKit;
  /** By workflow: the configured values that an asynchronous schema checks, asked about once where it can tell. */
  readonly #waiting = new WeakMap<Workflow, Promise<readonly Issue[]> | undefined>();

  /** By workflow and list of places that runs fill: those whose values are to be checked. */
  readonly #judged = new WeakMap<Workflow, WeakMap<readonly SupplyPlace[], readonly Judged[]>>();

  constructor(kit: RuleKit) {
    this.#kit = kit;
  }

  /** Findings on a run; a promise only where a schema makes one. Values that only earn a warning are warned of. */
  admit(request: RunRequest, run: Run): Pending {
    const { resolved } = run;
    const waiting = this.#waitingIn(resolved);
    const pending: Pending[] = waiting === undefined ? [] : [waiting];
    for (const filling of request.fillings ?? []) {
      if (filling.rank === 'config') pending.push(...this.#filled(filling, resolved));
    }
    for (const supply of request.supplies) {
      if (supply.rank === 'config') pending.push(this.#supplied(supply, resolved));
    }
    if (this.#kit.mode !== 'off' && request.inputs.size > 0) {
      for (const { name, port } of resolved.workflow.inputs) {
        pending.push(this.#input(name, port, request.inputs.get(name), run));
      }
    }
    if (pending.length === 0) return NOTHING_FOUND;
    return pending.some((one) => isThenable(one))
      ? Promise.all(pending.map((one) => Promise.resolve(one))).then((all) => all.flat())
      : (pending as readonly (readonly Issue[])[]).flat();
  }

  #waitingIn(resolved: ResolvedWorkflow): Promise<readonly Issue[]> | undefined {
    const { workflow } = resolved;
    if (!this.#waiting.has(workflow)) this.#waiting.set(workflow, this.#ask(resolved));
    return this.#waiting.get(workflow);
  }

  #ask(root: ResolvedWorkflow): Promise<readonly Issue[]> | undefined {
    const pending: PromiseLike<readonly Issue[]>[] = [];
    for (const { resolved, within } of nestingOf(root, root.resolve).levels) {
      for (const { checked, ...value } of configuredIn({ ...this.#kit, resolved })) {
        if (!isThenable(checked)) continue;
        pending.push(
          checked.then((flaws) => {
            // What is not known may be known the next time: a schema may have asked somebody who was away.
            if (flaws.some(({ rule }) => rule === FAILED)) this.#waiting.delete(root.workflow);
            return [...unfit({ resolved, within }, value, flaws)];
          }),
        );
      }
    }
    return pending.length === 0 ? undefined : Promise.all(pending).then((all) => all.flat());
  }

  /** Configuration that this run made of templates, or of what conversion changed. */
  #supplied(supply: Supply, root: ResolvedWorkflow): Pending {
    const resolved = levelAt(root, supply.within);
    const port = resolved && portAt(resolved, supply);
    if (resolved === undefined || port === undefined) return [];
    return this.#configured(supply, port, resolved);
  }

  /** The same, where it stands at the same places in every run. */
  #filled({ places, values }: Filling, resolved: ResolvedWorkflow): Pending[] {
    return this.#judgedOf(places, resolved).map(({ at, port, node, name }) =>
      this.#configured({ within: NOWHERE, node, name, value: values[at] }, port, resolved),
    );
  }

  #configured(
    { within, node, name, value }: Pick<Supply, 'within' | 'node' | 'name' | 'value'>,
    port: Port,
    resolved: ResolvedWorkflow,
  ): Pending {
    const checked = checkConfigured({ ...this.#kit, resolved }, port, value);
    const told = (flaws: readonly Flaw[]) => [
      ...unfit({ resolved, within }, { node, name, value }, flaws),
    ];
    if (checked === undefined) return [];
    return isThenable(checked) ? checked.then(told) : told(checked);
  }

  #judgedOf(places: readonly SupplyPlace[], resolved: ResolvedWorkflow): readonly Judged[] {
    const { workflow } = resolved;
    let lists = this.#judged.get(workflow);
    if (lists === undefined) {
      lists = new WeakMap();
      this.#judged.set(workflow, lists);
    }
    let judged = lists.get(places);
    if (judged === undefined) {
      judged = places.flatMap((place, at) => {
        const port = portAt(resolved, place);
        return port?.schema === undefined ? [] : [{ ...place, at, port }];
      });
      lists.set(places, judged);
    }
    return judged;
  }

  /** A declared input of the workflow: an error in strict mode, a warning otherwise. */
  #input(name: string, port: Port, value: unknown, run: Run): Pending {
    const { resolved } = run;
    const checked = checkConfigured({ ...this.#kit, resolved }, port, value);
    if (checked === undefined) return [];
    const told = (flaws: readonly Flaw[]): readonly Issue[] => {
      const flaw = workflowPortFlaw('input', name, value, flaws, run);
      if (flaw === undefined) return [];
      const { code, message, hint } = flaw;
      if (this.#kit.mode === 'strict') {
        return [
          findingIn({ resolved, within: [] }, code, message, { where: { port: name }, hint }),
        ];
      }
      run.warn({ code, message, ...(hint !== undefined && { hint }) });
      return [];
    };
    return isThenable(checked) ? checked.then(told) : told(checked);
  }
}

/** The workflow that sub-workflow nodes lead to. */
function levelAt(root: ResolvedWorkflow, within: readonly string[]): ResolvedWorkflow | undefined {
  let here: ResolvedWorkflow | undefined = root;
  for (const id of within) {
    const body: ResolvedWorkflow['definitions'][number] =
      here?.definitions[here.topology.indexOf.get(id) ?? -1];
    here =
      here !== undefined && body?.body.kind === 'workflow'
        ? here.resolve(body.body.workflow)
        : undefined;
  }
  return here;
}

function portAt(resolved: ResolvedWorkflow, { node, name }: SupplyPlace): Port | undefined {
  const definition = resolved.definitions[resolved.topology.indexOf.get(node) ?? -1];
  return definition?.inputs.get(name) ?? definition?.settings.get(name);
}

const NOWHERE: readonly string[] = Object.freeze([]);
