import {
  Clock,
  IdSource,
  type Invoke,
  type InvokeInputs,
  type NodeContext,
  type Plugin,
  pathOf,
  type Run,
  runOf,
} from '@tenon/core';
import { otherService } from '../values/other-service.js';
import type { RecordedCall } from './recording.js';

const NAME = 'tape';

/** One call of a node's function. */
export interface Visit extends RecordedCall {
  readonly inputs: InvokeInputs;
  readonly owner: Run;
  /** Calls the function. */
  readonly invoke: () => ReturnType<Invoke>;
}

/** What the tape does in place of a call. */
export type Conduct = (visit: Visit) => ReturnType<Invoke>;

/** The plugin of a tape. Sub-workflows are run as ever: their nodes are on the tape. */
export function tapePlugin(clock: Clock, ids: IdSource, conduct: Conduct): Plugin {
  const calls = new Calls();
  return Object.freeze<Plugin>({
    manifest: Object.freeze({ name: NAME, version: '1.0.0' }),
    register({ bind, isBound }) {
      if (!isBound(Clock)) bind(Clock).toConstantValue(clock);
      if (!isBound(IdSource)) bind(IdSource).toConstantValue(ids);
    },
    apply(hooks, services) {
      if (services.get(Clock) !== clock) throw otherService('clock', NAME);
      if (services.get(IdSource) !== ids) throw otherService('source of ids', NAME);
      hooks.node.tap(NAME, (wraps, { definition }) => {
        if (definition.body.kind === 'workflow') return;
        wraps.add('body', (next) => (inputs, context) => {
          const invoke = () => next(inputs, context);
          return conduct({ ...calls.next(context), inputs, owner: runOf(context), invoke });
        });
      });
    },
  });
}

/** Counts calls. Runs are told apart by the order of their first nodes, since their ids may be drawn. */
class Calls {
  readonly #runs = new Map<string, number>();
  readonly #counts = new Map<string, number>();

  next(context: NodeContext): RecordedCall {
    const run = this.#runs.get(context.runId) ?? this.#runs.size + 1;
    this.#runs.set(context.runId, run);
    const node = pathOf(context).join('/');
    const key = `${String(run)} ${node}`;
    const call = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, call);
    return { run, node, call };
  }
}
