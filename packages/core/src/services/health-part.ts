import { serviceId } from './service.js';

/**
 * How something stands: `ok`; `degraded`, it does its work worse than it should; `failing`, it does not do it.
 */
export type HealthStatus = 'ok' | 'degraded' | 'failing';

/** What is said of the health of one thing. */
export interface HealthReport {
  readonly status: HealthStatus;
  /** Plain data for people and machines: counts, states, times. It is shown, so that secrets have no place in it. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * Something whose health may be asked for: a pool, a breaker, a queue. Plugins and hosts bind as many as they have, and
 * whoever tells how a runtime stands asks all there are. The core asks nobody.
 *
 * @example
 * bind(HealthPart).toConstantValue({
 *   name: 'orders-db',
 *   health: async () => ({ status: (await pool.ping()) ? 'ok' : 'failing', details: { open: pool.size } }),
 * });
 */
export interface HealthPart {
  /** What it is called in reports; no two parts share a name. */
  readonly name: string;
  /** How it stands now. What throws, rejects or takes too long counts as `failing`. */
  health(): HealthReport | PromiseLike<HealthReport>;
}
/** Many may be bound: `bind(HealthPart).toConstantValue(part)`. */
export const HealthPart = serviceId<HealthPart>('tenon.HealthPart', { methods: ['health'] });
