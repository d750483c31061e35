import { setMaxListeners } from 'node:events';
import {
  type InvokeResult,
  isThenable,
  type NodeContext,
  type NodeWrapper,
  RuntimeError,
  runOf,
  type Timer,
  withSignal,
} from '@tenon/core';
import { inMs, type Kit, type Site } from '../kit.js';

/**
 * Limits how long each attempt may take. An attempt whose time is out is told to stop, by a signal of its own, and fails with
 * TIMEOUT when it has come back, so that two attempts never overlap; one that ignores the signal is left behind after the
 * grace of its run, with the warning NODE_ABANDONED. What holds the thread cannot be stopped, and fails when it is done.
 */
export function limitingTime({ clock }: Kit, ms: number, site: Site): NodeWrapper {
  return (next) => (inputs, context) => {
    const startedAt = clock.now();
    const attempt = new TimedAttempt(context);
    let answer: InvokeResult | PromiseLike<InvokeResult>;
    try {
      answer = next(inputs, withSignal(context, attempt.signal));
      if (!isThenable(answer)) {
        const took = clock.now() - startedAt;
        if (took > ms) throw timeOut(site, ms, took);
        attempt.end();
        return answer;
      }
    } catch (error) {
      attempt.end();
      throw error;
    }
    const pending = answer;
    return new Promise((resolve, reject) => {
      let late: RuntimeError | undefined;
      const left = Math.max(0, ms - (clock.now() - startedAt));
      attempt.setTimer(
        clock.timer(left, () => {
          const error = timeOut(site, ms);
          late = error;
          const { options } = runOf(context);
          attempt.setTimer(
            clock.timer(options.graceMs, () => {
              attempt.end();
              warnOfAbandoned(context, site, options.graceMs);
              reject(error);
            }),
          );
          attempt.stop(error);
        }),
      );
      Promise.resolve(pending).then(
        (outputs) => {
          attempt.end();
          // The time was out before: a late result is none.
          if (late === undefined) resolve(outputs);
          else reject(late);
        },
        (error: unknown) => {
          attempt.end();
          reject(late ?? (error as Error));
        },
      );
    });
  };
}

/** The signal and the one timer of an attempt. */
class TimedAttempt {
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal;
  readonly #follow = () => {
    // From here on the visit has its own grace.
    this.#timer?.cancel();
    this.#controller.abort(this.#outer.reason);
  };
  #timer: Timer | undefined;

  constructor(context: NodeContext) {
    this.#outer = context.signal;
    // Any number of nodes of a sub-workflow may listen to it.
    setMaxListeners(0, this.#controller.signal);
    if (this.#outer.aborted) this.#follow();
    else this.#outer.addEventListener('abort', this.#follow, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Sets the timer, in place of the one before. */
  setTimer(timer: Timer): void {
    this.#timer?.cancel();
    this.#timer = timer;
    if (this.#outer.aborted) timer.cancel();
  }

  stop(reason: RuntimeError): void {
    this.#controller.abort(reason);
  }

  end(): void {
    this.#timer?.cancel();
    this.#outer.removeEventListener('abort', this.#follow);
  }
}

function timeOut({ node, workflow }: Site, ms: number, took?: number): RuntimeError {
  const late = took === undefined ? '' : `, and held the thread for ${inMs(took)}`;
  return new RuntimeError(
    'TIMEOUT',
    `An attempt of node "${node}" was not done within ${inMs(ms)}${late}.`,
    {
      hint: 'Raise its timeoutMs, or make the node respect context.signal and finish earlier.',
      where: { workflow, node },
    },
  );
}

function warnOfAbandoned(context: NodeContext, { node }: Site, graceMs: number): void {
  runOf(context).warn({
    code: 'NODE_ABANDONED',
    message: `An attempt of node "${node}" was told to stop and did not come back within ${inMs(graceMs)}.`,
    node,
  });
}
