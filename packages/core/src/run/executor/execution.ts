import { RuntimeError } from '../../errors/runtime-error.js';
import type { Plan } from '../../plan/plan.js';
import type { NodeHandle } from '../../workflow/handles.js';
import { ORIGIN } from '../../workflow/workflow.js';
import { ActiveRun } from '../active-run.js';
import { type Activation, Remains } from '../result/activation.js';
import {
  completedOutputs,
  FrameOutcomes,
  failuresOf,
  loopsOf,
  type Outcomes,
  type Results,
  resultsOf,
} from '../result/outcome.js';
import { type Explanation, explain } from '../result/why.js';
import type { Run } from '../run.js';
import { Executor } from './executor.js';
import { Frame } from './frame.js';
import type { Inputs } from './gather.js';
import type { LoopSummary } from './notes.js';

/** A node by its id; a handle also knows its number in the workflows of its builder, which spares looking it up. */
type NodeRef = Pick<NodeHandle, 'id'> & Partial<Pick<NodeHandle, 'number' | 'origin'>>;

/** What came of executing a plan, however it was executed. What is not looked at need not be made. */
export interface Execution {
  readonly outcomes: Outcomes;
  /** Everything that failed, in plan order. */
  readonly failures: readonly RuntimeError[];
  readonly loops: Readonly<Record<string, LoopSummary>>;
  readonly results: Results;
  /** The outputs of a node; `undefined` where it did not complete. */
  outputsOf(node: NodeRef): Readonly<Inputs> | undefined;
  /** Why a node stands as it does; the path leads through sub-workflows. */
  explain(path: readonly string[]): Explanation | undefined;
}

/**
 * Executes a plan in this process: the built-in engine. Answers at once where nothing had to be waited for. What taps of
 * `execute` call that only prepare something and leave the rest to it.
 */
export function executeLocally(plan: Plan, run: Run): Execution | Promise<Execution> {
  if (!(run instanceof ActiveRun)) throw notARun();
  const active = run;
  const frame = new Frame(active, plan, active.request, active.request.inputs);
  const executor = new Executor(frame);
  active.onStop(executor);
  const pending = executor.run();
  return pending === undefined ? ended(frame) : pending.then(() => ended(frame));
}

function ended(frame: Frame): Execution {
  frame.run.pace.pause();
  return new FrameExecution(new Remains(frame));
}

function notARun(): RuntimeError {
  return new RuntimeError(
    'HOOK_MISUSE',
    'A plan was to be executed for something that is no run.',
    {
      hint: 'Pass on the run that the hook was given.',
      where: { hook: 'execute' },
    },
  );
}

/** An execution as what is left of its outermost activation tells it. */
class FrameExecution implements Execution {
  readonly #frame: Activation;
  readonly #origin: object | undefined;
  #results: Results | undefined;
  #loops: Readonly<Record<string, LoopSummary>> | undefined;
  #failures: readonly RuntimeError[] | undefined;

  constructor(frame: Activation) {
    this.#frame = frame;
    this.#origin = frame.plan.workflow[ORIGIN];
  }

  get outcomes(): Outcomes {
    return new FrameOutcomes(this.#frame);
  }

  get failures(): readonly RuntimeError[] {
    return (this.#failures ??= failuresOf(this.#frame));
  }

  get loops(): Readonly<Record<string, LoopSummary>> {
    return (this.#loops ??= loopsOf(this.#frame));
  }

  get results(): Results {
    return (this.#results ??= resultsOf(this.#frame));
  }

  outputsOf({ id, number, origin }: NodeRef): Readonly<Inputs> | undefined {
    const isOurs = origin !== undefined && origin === this.#origin && number !== undefined;
    const { plan } = this.#frame;
    return completedOutputs(this.#frame, isOurs ? plan.positions[number] : plan.indexOf.get(id));
  }

  explain(path: readonly string[]): Explanation | undefined {
    let frame: Activation | undefined = this.#frame;
    const last = path.length - 1;
    for (const [at, id] of path.entries()) {
      const step: number | undefined = frame?.plan.indexOf.get(id);
      if (frame === undefined || step === undefined) return undefined;
      if (at === last) return explain(frame, step);
      frame = frame.children?.get(step);
    }
    return undefined;
  }
}
