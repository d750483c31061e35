import {
  type InvokeResult,
  isThenable,
  type NodeContext,
  type NodeWrapper,
  RuntimeError,
  runOf,
} from '@tenon/core';
import { isAbout } from '../errors.js';
import { inMs, type Kit, type Site, tell } from '../kit.js';
import { DEFAULTS } from '../policy/figures.js';
import type { BreakerPolicy } from '../policy/policy.js';
import { type Breaker, type CallEnd, isRefusal } from './breaker.js';
import type { BreakerPlace } from './breakers.js';

/**
 * Lets a node be called while its breaker does, and tells the breaker how the visit ended: as its last attempt did, since it
 * stands around the retries. A visit that was told to stop says nothing, unless its own time was out; nor does a full
 * bulkhead, or an error that the policy is not about.
 */
export function guarding(kit: Kit, policy: BreakerPolicy, site: Site): NodeWrapper {
  const { clock, breakers } = kit;
  const { calls = DEFAULTS.calls, restMs = DEFAULTS.restMs } = policy;
  const figures = { failures: policy.failures, rate: policy.rate, calls, restMs };
  const shared = placeOf(policy, site);

  const announce = (
    breaker: Breaker,
    before: Breaker['state'],
    context: NodeContext,
    place: BreakerPlace,
  ) => {
    const to = breaker.state;
    if (to === before) return;
    const { node } = site;
    const text = `The breaker of ${titleOf(place)} ${VERBS[to]}.`;
    tell(context, 'breakerChanged', text, { ...place, from: before, to });
    kit.calls.breakerChanged?.({ ...place, from: before, to, node }, runOf(context));
  };

  return (next) => (inputs, context) => {
    const { tenant } = context;
    const place =
      policy.perTenant === true && tenant !== undefined ? { ...shared, tenant } : shared;
    const breaker = breakers.of(place, figures);
    const before = breaker.state;
    const pass = breaker.enter(clock.now());
    announce(breaker, before, context, place);
    if (isRefusal(pass)) {
      const error = refusal(site, place, pass.waitMs);
      tell(context, 'breakerRefused', error.message, { ...place, state: breaker.state });
      throw error;
    }
    const end = (how: CallEnd) => {
      const standing = breaker.state;
      breaker.leave(pass, how, clock.now());
      announce(breaker, standing, context, place);
    };
    let answer: InvokeResult | PromiseLike<InvokeResult>;
    try {
      answer = next(inputs, context);
      if (!isThenable(answer)) {
        end('success');
        return answer;
      }
    } catch (error) {
      end(endOf(policy, error, context, site));
      throw error;
    }
    return watched(answer, context, {
      end,
      judge: (error) => endOf(policy, error, context, site),
    });
  };
}

interface Watch {
  readonly end: (how: CallEnd) => void;
  readonly judge: (error: unknown) => CallEnd;
}

/** Hears of the end of a call also where the call never comes back: its visit is told to stop. */
function watched(
  pending: PromiseLike<InvokeResult>,
  { signal }: NodeContext,
  { end, judge }: Watch,
): Promise<InvokeResult> {
  const stopped = () => end(judge(signal.reason));
  if (signal.aborted) stopped();
  else signal.addEventListener('abort', stopped, { once: true });
  return Promise.resolve(pending).then(
    (outputs) => {
      signal.removeEventListener('abort', stopped);
      if (!signal.aborted) end('success');
      return outputs;
    },
    (error: unknown) => {
      signal.removeEventListener('abort', stopped);
      if (!signal.aborted) end(judge(error));
      throw error;
    },
  );
}

function endOf(
  policy: BreakerPolicy,
  error: unknown,
  { signal }: NodeContext,
  site: Site,
): CallEnd {
  if (signal.aborted && !isOwnTimeOut(signal.reason, site)) return 'neutral';
  if (RuntimeError.is(error, 'BULKHEAD_FULL')) return 'neutral';
  return isAbout(policy, error) ? 'failure' : 'neutral';
}

/** Whether a visit was stopped because it took too long itself, which is a failure of what it called. */
function isOwnTimeOut(reason: unknown, { node, workflow }: Site): boolean {
  if (!RuntimeError.is(reason, 'TIMEOUT')) return false;
  return reason.where.node === node && reason.where.workflow === workflow;
}

/** What a breaker or a bulkhead is about. */
export function placeOf(
  { per = 'node', resource }: { readonly per?: 'node' | 'type'; readonly resource?: string },
  { node, workflow, type }: Site,
): BreakerPlace {
  if (resource !== undefined) return { per: 'resource', name: resource };
  return per === 'type' ? { per, name: type } : { per, name: node, workflow };
}

/** `resource "billing"`. */
export function titleOf({ per, name, tenant }: BreakerPlace): string {
  const what = `${per === 'type' ? 'node type' : per} "${name}"`;
  return tenant === undefined ? what : `${what} for tenant "${tenant}"`;
}

const VERBS = {
  open: 'opened',
  halfOpen: 'lets one call through',
  closed: 'closed again',
} as const;

function refusal({ node, workflow }: Site, place: BreakerPlace, waitMs: number): RuntimeError {
  return new RuntimeError(
    'BREAKER_OPEN',
    `Node "${node}" was not called: the breaker of ${titleOf(place)} is open.`,
    {
      hint:
        waitMs > 0
          ? `It lets one call through in ${inMs(waitMs)}.`
          : 'It has let one call through, and waits for how that ends.',
      where: { node, workflow },
    },
  );
}
