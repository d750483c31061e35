import { RuntimeError } from '../errors/runtime-error.js';
import type { Calls } from '../hooks/calls.js';
import type { RuntimeHooks } from '../hooks/runtime-hooks.js';
import { compilePlan, type StepMaker } from '../plan/compile.js';
import { EMPTY_DRAFT } from '../plan/draft.js';
import type { UnwrappedStep } from '../plan/node-step.js';
import { type Invoke, NodeWraps } from '../plan/node-wraps.js';
import type { Plan } from '../plan/plan.js';
import { installationOf } from '../plugin/capabilities.js';
import { subWorkflowBody } from '../run/executor/sub-workflow.js';
import { type Supplied, suppliesIn } from '../run/supply/supplies.js';
import { SupplyIndex } from '../run/supply/supply-index.js';
import { Unfilled } from '../run/supply/unfilled.js';
import type { BoundNodeTypes } from '../services/node-types.js';
import type { Services } from '../services/service.js';
import { describeValue } from '../values/describe-value.js';
import { ignoreRejection } from '../values/thenable.js';
import type { Issue } from '../verify/issue.js';
import {
  inputsOfEachRun,
  missingInnerInputs,
  missingInputs,
  missingWorkflowInputs,
} from '../verify/required.js';
import { verifyStructure } from '../verify/structure.js';
import type { NodeDefinition, NodeHandler } from '../workflow/node.js';
import { type ResolvedWorkflow, resolveWorkflow } from '../workflow/resolve.js';
import type { Workflow } from '../workflow/workflow.js';
import { attemptCounter } from './count-attempts.js';

/** What a planner takes from its runtime. */
export interface PlannerEnvironment {
  readonly calls: Calls<RuntimeHooks>;
  readonly services: Services;
  readonly nodeTypes: BoundNodeTypes;
  /** Capabilities that the plugins provide. */
  readonly provides: ReadonlySet<string>;
  /** The names of the plugins, and those capabilities: what workflows may state something for. */
  readonly addressable: ReadonlySet<string>;
  readonly isContentAware: boolean;
}

interface Entry {
  readonly resolved: ResolvedWorkflow;
  issues: readonly Issue[] | undefined;
  plan: Plan | undefined;
  /** Required inputs of nodes without a value when a run supplies nothing. */
  missing: readonly Issue[] | undefined;
}

const NOTHING_SUPPLIED: Supplied = Object.freeze({ supplies: Object.freeze([]) });

/** Resolves, verifies and compiles workflows for one runtime, each once. What it knows goes with the workflow. */
export class Planner implements StepMaker {
  readonly #environment: PlannerEnvironment;
  readonly #entries = new WeakMap<Workflow, Entry>();
  readonly #unfilled = new Unfilled();

  constructor(environment: PlannerEnvironment) {
    this.#environment = environment;
  }

  /** A workflow with its definitions and topology. */
  resolve(workflow: Workflow): ResolvedWorkflow {
    return this.#entryOf(workflow).resolved;
  }

  /** What can be found without a run: structure, missing plugins, and what taps of `verify` add. */
  issuesOf(workflow: Workflow): readonly Issue[] {
    const entry = this.#entryOf(workflow);
    if (entry.issues === undefined) {
      const { calls, nodeTypes, provides, addressable } = this.#environment;
      const found = verifyStructure(entry.resolved, {
        kinds: nodeTypes.kinds,
        provided: provides,
        addressable,
        installationOf,
        resolve: (inner) => this.resolve(inner),
      });
      // Shared by all runs of the workflow, and seen by their callers.
      const answered = calls.verify?.(Object.freeze(found), entry.resolved) ?? found;
      entry.issues = Object.freeze([...answered]);
    }
    return entry.issues;
  }

  /** Required inputs without a value in a run that supplies so much. What lacks nothing anyway is looked at once. */
  missingIn(
    workflow: Workflow,
    supplied: Supplied,
    values: ReadonlyMap<string, unknown>,
  ): readonly Issue[] {
    const entry = this.#entryOf(workflow);
    const missing = this.#missingInside(entry, supplied);
    if (workflow.inputs.length === 0) return missing;
    const own = missingWorkflowInputs(entry.resolved, (name) => values.get(name) !== undefined);
    return own.length === 0 ? missing : [...own, ...missing];
  }

  /** Required inputs that are left to runs: errors where no plugin takes parameters. */
  leftToRuns(workflow: Workflow): readonly Issue[] {
    const entry = this.#entryOf(workflow);
    const missing = this.#missingInside(entry, NOTHING_SUPPLIED);
    if (!this.#environment.provides.has('parameters')) {
      return [...inputsOfEachRun(entry.resolved, installationOf('parameters')), ...missing];
    }
    const open = missing.map((issue): Issue => Object.freeze({ ...issue, severity: 'warning' }));
    return [...inputsOfEachRun(entry.resolved, undefined), ...open];
  }

  /** Required inputs of nodes without a value. */
  #missingInside(entry: Entry, supplied: Supplied): readonly Issue[] {
    entry.missing ??= this.#searchInside(entry.resolved, NOTHING_SUPPLIED);
    const { supplies, fillings = [] } = supplied;
    if (entry.missing.length === 0 || supplies.length + fillings.length === 0) return entry.missing;
    if (supplies.length === 0) return this.#unfilled.leftOf(entry.missing, fillings);
    return this.#searchInside(entry.resolved, supplied);
  }

  #searchInside(resolved: ResolvedWorkflow, supplied: Supplied): readonly Issue[] {
    const index = new SupplyIndex(suppliesIn(supplied));
    if (this.issuesOf(resolved.workflow).some(({ code }) => code === 'SUBWORKFLOW_DEPTH'))
      return [];
    return [
      ...missingInputs(resolved, index.within([]) ?? (() => false)),
      ...missingInnerInputs(resolved, {
        resolve: (inner) => this.resolve(inner),
        suppliedWithin: (path) => index.within(path),
      }),
    ];
  }

  /** The plan of a workflow without errors. Throws what taps of `plan` and `node` throw, SERVICE_UNBOUND and PLAN_INVALID. */
  planOf(workflow: Workflow): Plan {
    const entry = this.#entryOf(workflow);
    if (entry.plan === undefined) {
      const { calls, isContentAware } = this.#environment;
      const draft = calls.plan?.(EMPTY_DRAFT, entry.resolved) ?? EMPTY_DRAFT;
      entry.plan = compilePlan(entry.resolved, draft, this, { isContentAware });
    }
    return entry.plan;
  }

  childOf({ body }: NodeDefinition): Plan | undefined {
    return body.kind === 'workflow' ? this.planOf(body.workflow) : undefined;
  }

  invokeOf(step: UnwrappedStep, plan: Plan): Invoke {
    const body = this.#bodyOf(step, plan);
    const { calls } = this.#environment;
    if (calls.node === null) return body;
    const wraps = new NodeWraps();
    calls.node(wraps, step, plan);
    return wraps.fold(body, step.id, attemptCounter());
  }

  #bodyOf({ definition, id, child }: UnwrappedStep, plan: Plan): Invoke {
    const { body } = definition;
    const { services } = this.#environment;
    switch (body.kind) {
      case 'function':
        return body.run;
      case 'compiled': {
        const workflow = plan.workflow.name;
        const run: unknown = body.compile({ id, workflow, services });
        if (typeof run !== 'function') throw notAFunction(run, id, workflow);
        return run as Invoke;
      }
      case 'workflow': {
        const activate = subWorkflowBody(child ?? this.planOf(body.workflow));
        if (body.conduct === undefined) return activate;
        const workflow = plan.workflow.name;
        const run: unknown = body.conduct(activate, { id, workflow, services });
        if (typeof run !== 'function') throw notAFunction(run, id, workflow, 'conduct');
        return run as Invoke;
      }
      case 'handler': {
        const handler = services.get(body.service);
        if (typeof (handler as Partial<NodeHandler>).run !== 'function') {
          throw notAHandler(handler, id, plan.workflow.name);
        }
        return (inputs, context) => handler.run(inputs as never, context);
      }
    }
  }

  #entryOf(workflow: Workflow): Entry {
    let entry = this.#entries.get(workflow);
    if (entry === undefined) {
      const { nodeTypes } = this.#environment;
      const resolved = resolveWorkflow(
        workflow,
        (kind, config) => nodeTypes.find(kind, config),
        (inner) => this.resolve(inner),
      );
      entry = { resolved, issues: undefined, plan: undefined, missing: undefined };
      this.#entries.set(workflow, entry);
    }
    return entry;
  }
}

function notAFunction(
  value: unknown,
  node: string,
  workflow: string,
  maker = 'compile',
): RuntimeError {
  ignoreRejection(value);
  return new RuntimeError(
    'WORKFLOW_INVALID',
    `The "${maker}" of node "${node}" answered ${describeValue(value)} where a function is due.`,
    { hint: 'Answer (inputs, context) => outputs, at once.', where: { node, workflow } },
  );
}

function notAHandler(value: unknown, node: string, workflow: string): RuntimeError {
  return new RuntimeError(
    'SERVICE_FAILED',
    `The handler of node "${node}" is ${describeValue(value)}, which has no method "run".`,
    { hint: 'Bind a class with run(inputs, context).', where: { node, workflow } },
  );
}
