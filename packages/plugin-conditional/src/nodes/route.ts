import { type OutputValues, Routed, type RoutedValues, type RoutingReason } from '@tenon/core';

/**
 * What a node of your own answers when it takes one of its exclusive output ports, or several: the ports, the outputs, and
 * why, as a text or data for `result.why(id)`. The compiler knows the ports from the node's `outputs`, or compares them
 * with those where a function beside the node made the choice. Declare the exclusive ones by `routes`.
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
  because?: Because,
): Routed<O>;
export function route<T extends string, V extends object>(
  taken: T | readonly T[],
  outputs: V,
  because?: Because,
): RoutedValues<V, T>;
export function route(
  taken: string | readonly string[],
  outputs: object,
  because?: Because,
): Routed {
  return new Routed(outputs, typeof taken === 'string' ? [taken] : taken, because);
}

type Because = string | Readonly<Record<string, unknown>> | RoutingReason;

/** A port by name, which is never what the node's ports are inferred from. */
type PortOf<O> = keyof NoInfer<O> & string;
