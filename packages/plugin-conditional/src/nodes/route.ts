import { type OutputValues, Routed, type RoutingReason } from '@tenon/core';

/**
 * What a node of your own answers when it takes one of its exclusive output ports, or several: the ports, the outputs, and
 * why, as a text or data for `result.why(id)`. The compiler knows the ports from the node's `outputs`. Declare the
 * exclusive ones by `routes`.
 *
 * @example
 * const triage = defineNode({
 *   type: 'triage',
 *   inputs: { ticket: port<Ticket>() },
 *   outputs: { urgent: port<Ticket>(), later: port<Ticket>(), age: port<number>() },
 *   routes: { ports: ['urgent', 'later'], multiple: false },
 *   run: ({ ticket }) =>
 *     ticket.age > 3
 *       ? route('urgent', { urgent: ticket, age: ticket.age }, 'it is older than three days')
 *       : route('later', { later: ticket, age: ticket.age }),
 * });
 */
export function route<O>(
  taken: PortOf<O> | readonly PortOf<O>[],
  outputs: Partial<OutputValues<NoInfer<O>>>,
  because?: string | Readonly<Record<string, unknown>> | RoutingReason,
): Routed<O> {
  const ports = typeof taken === 'string' ? [taken] : (taken as readonly string[]);
  return new Routed<O>(outputs as Partial<OutputValues<O>>, ports, because);
}

/** A port by name, which is never what the node's ports are inferred from. */
type PortOf<O> = keyof NoInfer<O> & string;
