import type { InputBinding } from '../../plan/node-step.js';
import type { Connection } from '../../workflow/connection.js';
import type { NodeContext } from '../../workflow/node-context.js';
import { backEdgeCounts, Edge, edgeOf } from '../scheduler/join.js';
import type { Frame } from './frame.js';
import { carriedBy, returnedBy } from './gather.js';
import { visitOf } from './visit.js';

/** A value that a connection brought to a visit, and that the visit uses. */
export interface Delivery {
  readonly connection: Connection;
  /** As the producer returned it, behind the connection's path: the very value also where consumers get copies. */
  readonly value: unknown;
}

/**
 * The connections whose values one input of a visit was gathered from, with these values, in connection order; none where
 * a parameter, configuration or the port's default gave the value. Back edges are connections like all others.
 *
 * For wrappers, which see what was gathered and not where it came from: `step.inputs` has the binding of each input.
 * Nothing is kept for it: it is worked out when asked, by the precedence of `gatherInputs`. Ask before anything is awaited,
 * since a step with `join: 'any'` goes on receiving. Throws HOOK_MISUSE for a context that is not the visit's.
 */
export function deliveriesOf(context: NodeContext, binding: InputBinding): readonly Delivery[] {
  const { frame } = visitOf(context);
  const { plan, outputs } = frame;
  if (binding.edges.length === 0 && binding.back.length === 0) return NOTHING;
  const returned = binding.back.length === 0 ? NOTHING : fromBackEdges(frame, binding);
  if (returned.length > 0) return returned;
  if (frame.supplies?.above[binding.number] !== undefined) return NOTHING;
  const { certain } = binding;
  const deliveries: Delivery[] = [];
  for (const edge of binding.edges) {
    if (certain === undefined && edgeOf(plan, frame.state, edge) !== Edge.live) continue;
    const source = certain ?? plan.sources[edge];
    const value = source && carriedBy(outputs[source.step], source);
    if (value === undefined) continue;
    deliveries.push({ connection: plan.edges.connection[edge] as Connection, value });
  }
  return deliveries;
}

/**
 * The value that a visit uses of the one connection into an input, as {@link deliveriesOf} tells it; `undefined` where
 * there is none. For inputs whose binding has a `certain` source, and for those who look at every visit: it makes nothing.
 */
export function deliveredBy(context: NodeContext, { certain, number }: InputBinding): unknown {
  const { frame } = visitOf(context);
  if (certain === undefined || frame.supplies?.above[number] !== undefined) return undefined;
  return carriedBy(frame.outputs[certain.step], certain);
}

const NOTHING: readonly Delivery[] = Object.freeze([]);

/** What the live back edges of the innermost loop that brings something brought. */
function fromBackEdges(frame: Frame, binding: InputBinding): readonly Delivery[] {
  const { plan, state } = frame;
  const deliveries: Delivery[] = [];
  let region = -1;
  for (const edge of binding.back) {
    if (deliveries.length > 0 && plan.backRegion[edge] !== region) break;
    if (state.backLive[edge] !== 1 || !backEdgeCounts(plan, state, edge)) continue;
    const source = plan.backSources[edge];
    const value = source && returnedBy(frame, edge, source);
    if (value === undefined) continue;
    region = plan.backRegion[edge] as number;
    deliveries.push({ connection: plan.back.connection[edge] as Connection, value });
  }
  return deliveries;
}
