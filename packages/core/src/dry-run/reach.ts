import type { Plan } from '../plan/plan.js';
import { Machine, type MachineSink } from '../run/scheduler/machine.js';
import { State, Status } from '../run/scheduler/state.js';

/** Which ports a step takes that routes. */
export type Routing = (step: number) => readonly string[];

/**
 * Which steps a run gets to when every node completes at once and takes the ports it is said to take: drives the scheduler
 * itself, one iteration of each loop. O(steps + edges).
 */
export function reach(plan: Plan, supplied: Uint8Array | undefined, routing: Routing): State {
  const state = new State(plan, supplied);
  const machine = new Machine(plan, state, SILENT, 'continue');
  machine.begin();
  while (!machine.isDone) {
    const region = machine.takeDecision();
    if (region >= 0) {
      machine.decided(region, state.turn[region] as number, { reason: 'maxIterations' });
      continue;
    }
    const step = machine.takeReady();
    if (step < 0) break; // nothing is ready and nothing runs: there is nothing left
    machine.complete(
      step,
      state.turnOf(plan, step),
      Status.completed,
      gatesOf(plan, step, routing),
    );
  }
  return state;
}

function gatesOf(plan: Plan, step: number, routing: Routing): readonly number[] | undefined {
  const first = plan.gateStart[step] as number;
  const end = plan.gateStart[step + 1] as number;
  if (first === end) return undefined;
  const ports = plan.gatePorts.slice(first, end);
  return routing(step).map((port) => first + ports.indexOf(port));
}

const SILENT: MachineSink = Object.freeze({
  settled: () => undefined,
  cancelled: () => undefined,
  turned: () => undefined,
  entered: () => undefined,
  ended: () => undefined,
});
