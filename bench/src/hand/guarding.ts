import { POLICY, PRINCIPAL } from '../duties/guards.js';
import type { Duty } from './duties.js';

interface Task {
  readonly status: 'pending' | 'running' | 'completed';
  readonly openedAt: Date;
  readonly startedAt?: Date;
  readonly endedAt?: Date;
}

/** The records of one run. */
interface Scope {
  readonly runId: string;
  readonly audit: unknown[];
  readonly tasks: Map<string, Task>;
}

/** Asks the policy about the run and each node, appends each node to the audit list, and keeps a record of its task. */
export function guarded(workflow: string): Duty {
  let runs = 0;
  const allow = (action: 'run' | 'node', runId: string, node?: string) => {
    const request = { action, principal: PRINCIPAL, tenant: undefined, runId, workflow };
    if (POLICY.decide(node === undefined ? request : { ...request, node }) !== true) {
      throw new Error('Access was denied.');
    }
  };
  const append = ({ audit, runId }: Scope, type: string, details: object) => {
    const at = new Date().toISOString();
    audit.push({ seq: audit.length + 1, at, type, runId, workflow, details });
  };
  return {
    begin: (): Scope => {
      const scope = { runId: `run-${String(++runs)}`, audit: [], tasks: new Map<string, Task>() };
      allow('run', scope.runId);
      append(scope, 'runStarted', { principal: PRINCIPAL });
      return scope;
    },
    wrap: (work, _node, index) => {
      const node = `n${String(index)}`;
      return (inputs, scope: Scope) => {
        const { runId, tasks } = scope;
        const pending: Task = { status: 'pending', openedAt: new Date() };
        tasks.set(node, pending);
        allow('node', runId, node);
        const running: Task = { ...pending, status: 'running', startedAt: new Date() };
        tasks.set(node, running);
        const given = work(inputs, scope as never);
        append(scope, 'nodeCompleted', { node, iterations: 1 });
        tasks.set(node, { ...running, status: 'completed', endedAt: new Date() });
        return given;
      };
    },
  };
}
