import type { RuntimeError } from '../../errors/runtime-error.js';
import { isContainer, ownValue } from '../../values/data.js';
import { formatPath } from '../../workflow/path.js';
import type { RoutingReason } from '../../workflow/routed.js';
import type { NodeNote } from '../executor/node-note.js';
import type { Masker } from '../masking/mask.js';
import { Edge, edgeOf } from '../scheduler/join.js';
import { Status } from '../scheduler/state.js';
import type { Activation } from './activation.js';
import { type OutcomeReason, outcomeOf } from './outcome.js';

/** Why a node stands as it does. */
export interface Explanation {
  readonly node: string;
  readonly status: 'completed' | 'skipped' | 'failed' | 'aborted';
  readonly reason: OutcomeReason | undefined;
  /** In one sentence. */
  readonly text: string;
  readonly error: RuntimeError | undefined;
  /** What plugins told of the node's last visit; the text holds it as well. */
  readonly notes: readonly NodeNote[];
  /** The input that decided, where one did. */
  readonly input: string | undefined;
  /** For a skip, the switch that did not take the port: its id, the port, what it took and why. For a switch, its own choice. */
  readonly routing: RoutingCause | undefined;
  /** What this follows from; the last one is the first cause. */
  readonly because: Explanation | undefined;
}

/** What a switch took. */
export interface RoutingCause {
  readonly node: string;
  /** The port that was not taken; `undefined` where the switch itself is asked about. */
  readonly port: string | undefined;
  readonly taken: readonly string[];
  /** What the node told of its choice. */
  readonly because: unknown;
}

/**
 * Follows a node's outcome to its first cause: for what was skipped, along the first edge that decided, up to the switch
 * that took another port or the node that failed. Iterative; a chain of skips is as long as the graph is deep.
 */
export function explain(frame: Activation, step: number): Explanation {
  const chain: Omit<Explanation, 'because'>[] = [];
  const seen = new Set<number>();
  let at: number | undefined = step;
  while (at !== undefined && !seen.has(at)) {
    seen.add(at);
    const cause = causeOf(frame, at);
    chain.push(cause.explanation);
    at = cause.next;
  }
  let because = innermost(frame, chain.at(-1));
  for (const link of chain.reverse()) because = Object.freeze({ ...link, because });
  return because as Explanation;
}

interface Cause {
  readonly explanation: Omit<Explanation, 'because'>;
  readonly next: number | undefined;
}

function causeOf(frame: Activation, step: number): Cause {
  const { node, status, reason, error, notes } = outcomeOf(frame, step);
  const told = { node, status, reason, error, notes, input: undefined, routing: undefined };
  switch (status) {
    case 'completed':
      return {
        explanation: withNotes({ ...told, ...completion(frame, step, node) }),
        next: undefined,
      };
    case 'failed':
      return {
        explanation: withNotes({ ...told, text: error?.message ?? `"${node}" failed.` }),
        next: undefined,
      };
    case 'aborted':
      return {
        explanation: withNotes({ ...told, text: abortText(frame, node, reason) }),
        next: undefined,
      };
    case 'skipped':
      return skipCause(frame, step, told);
  }
}

/** What plugins told of the visit stands behind how it ended. */
function withNotes(explanation: Cause['explanation']): Cause['explanation'] {
  const { notes, text } = explanation;
  if (notes.length === 0) return explanation;
  const sentence = /[.!?]$/.test(text) ? text : `${text}.`;
  return { ...explanation, text: [sentence, ...notes.map((note) => note.text)].join(' ') };
}

function abortText(frame: Activation, node: string, reason: OutcomeReason | undefined): string {
  const { stopped } = frame;
  const cause =
    stopped === undefined ? 'a failure stopped the run' : `the run was stopped (${stopped.kind})`;
  switch (reason) {
    case 'cutOff':
      return `"${node}" was cut off while it ran: ${frame.isAborted ? cause : 'its loop ended'}.`;
    case 'abandoned':
      return `"${node}" was told to stop and did not come back in time.`;
    default:
      return `"${node}" was not started: ${frame.isAborted ? cause : 'its loop ended'}.`;
  }
}

function skipCause(
  frame: Activation,
  step: number,
  told: Omit<Explanation, 'because' | 'text'>,
): Cause {
  const { plan, state } = frame;
  const isFailure = told.reason === 'upstreamFailed';
  const edge = decidingEdge(frame, step, isFailure ? Edge.failed : Edge.dead);
  if (edge === undefined) {
    const text = isFailure
      ? `"${told.node}" was skipped: something its loop needs failed.`
      : `"${told.node}" was skipped: its loop was never entered.`;
    return { explanation: { ...told, text }, next: undefined };
  }
  const connection = plan.edges.connection[edge];
  const source = plan.edges.source[edge] as number;
  const input = connection?.input;
  const from = plan.steps[source]?.id ?? '';
  const port = plan.edges.gate[edge] as number;
  const unit = plan.fromUnit[edge] as number;
  if (isFailure && unit !== source) return loopCause(frame, unit, told, input);
  const isRouting = !isFailure && state.status[source] === Status.completed && port >= 0;
  if (!isRouting) {
    const what = isFailure ? 'something it needs failed' : 'its edge is dead';
    const text = `"${told.node}" was skipped: input "${input ?? ''}" waits for "${from}", and ${what}.`;
    return { explanation: { ...told, input, text }, next: source };
  }
  const place = formatPath([connection?.output ?? '', ...(connection?.path ?? [])]);
  const routing = routingCause(frame, source, connection?.output);
  const text = `"${told.node}" was skipped: input "${input ?? ''}" comes from "${from}.${place}", and "${from}" ${choiceText(routing)}`;
  return { explanation: { ...told, input, text, routing }, next: undefined };
}

/** A node that completed; a switch tells what it took. */
function completion(
  frame: Activation,
  step: number,
  node: string,
): Pick<Explanation, 'text' | 'routing'> {
  if (frame.routings?.[step] === undefined) {
    return { text: `"${node}" completed.`, routing: undefined };
  }
  const routing = routingCause(frame, step, undefined);
  return { text: `"${node}" ${choiceText(routing)}`, routing };
}

function routingCause(frame: Activation, step: number, port: string | undefined): RoutingCause {
  const routing = frame.routings?.[step];
  const because = reasonOf(routing?.because, frame.mask);
  const node = frame.plan.steps[step]?.id ?? '';
  return { node, port, taken: routing?.taken ?? [], because };
}

/** What a node told of its choice. It is asked long after it ran, and what it throws then is no failure of the run. */
function reasonOf(because: unknown, mask: Masker | undefined): unknown {
  if (typeof because !== 'function') return because;
  try {
    return (because as RoutingReason)(mask);
  } catch {
    return undefined;
  }
}

/** `took "gold": total > 1000 (total is 1200).` */
function choiceText({ taken, because }: RoutingCause): string {
  const ports = taken.length === 0 ? 'no port' : taken.map((name) => `"${name}"`).join(', ');
  const reason = reasonText(because);
  return reason === undefined ? `took ${ports}.` : `took ${ports}: ${reason}.`;
}

function reasonText(because: unknown): string | undefined {
  try {
    const stated = isContainer(because) ? ownValue(because, 'text') : because;
    return typeof stated === 'string' && stated !== '' ? stated : undefined;
  } catch {
    return undefined; // a proxy that throws
  }
}

/** A skip behind a loop that failed: by a limit or its controller, or because a node of its body did. */
function loopCause(
  frame: Activation,
  unit: number,
  told: Omit<Explanation, 'because' | 'text'>,
  input: string | undefined,
): Cause {
  const { plan, state, loops } = frame;
  const region = plan.regions[unit - plan.steps.length];
  const error = region && loops?.summaries.get(region.index)?.error;
  const waits = `"${told.node}" was skipped: input "${input ?? ''}" waits for loop "${region?.id ?? ''}", which failed`;
  const text = error === undefined ? `${waits}.` : `${waits}: ${error.message}`;
  let failed: number | undefined;
  for (let step = region?.start ?? 0; step < (region?.end ?? 0); step++) {
    if (state.status[step] !== Status.failed) continue;
    failed = step;
    break;
  }
  return {
    explanation: { ...told, input, text, error },
    next: error === undefined ? failed : undefined,
  };
}

/** The first edge that decided: one into a required input that nothing else fed, if there is one. */
function decidingEdge(frame: Activation, step: number, kind: Edge): number | undefined {
  const { plan, state } = frame;
  const { incoming, slot } = plan.edges;
  const edges = Array.from(incoming.items.subarray(incoming.start[step], incoming.start[step + 1]));
  const live = new Set(
    edges.filter((edge) => edgeOf(plan, state, edge) === Edge.live).map((edge) => slot[edge]),
  );
  const matching = edges.filter((edge) => edgeOf(plan, state, edge) === kind);
  return (
    matching.find((edge) => (slot[edge] as number) >= 0 && !live.has(slot[edge])) ?? matching[0]
  );
}

/** For a failed sub-workflow, what failed inside it. */
function innermost(
  frame: Activation,
  last: Omit<Explanation, 'because'> | undefined,
): Explanation | undefined {
  const step = last === undefined ? undefined : frame.plan.indexOf.get(last.node);
  const child = step === undefined ? undefined : frame.children?.get(step);
  if (child === undefined || last?.status !== 'failed') return undefined;
  const failed = [...(child.notes?.failures.keys() ?? [])].sort((a, b) => a - b)[0];
  return failed === undefined ? undefined : explain(child, failed);
}
