import { RuntimeError } from '../errors/runtime-error.js';
import type { Invoke } from '../plan/node-wraps.js';
import type { Plugin } from '../plugin/plugin.js';
import { STAGES } from '../plugin/stages.js';
import {
  type AccessDecision,
  AccessPolicy,
  type AccessRequest,
} from '../services/access-policy.js';
import { describeValue, messageOf } from '../values/describe-value.js';
import { isThenable } from '../values/thenable.js';
import { VERSION } from '../version.js';

const NAME = 'access';

/** Step 2: asks the bound policy about each run and, where it wants to be asked, about each node. Fails closed. */
export function access(): Plugin {
  return Object.freeze<Plugin>({
    manifest: { name: NAME, version: VERSION, stage: STAGES.access },
    apply(hooks, services) {
      const policy = services.tryGet(AccessPolicy);
      if (policy === undefined) return;

      hooks.prepare.tapPromise(NAME, (_request, run) => {
        const { principal, tenant } = run.options;
        return decide(policy, {
          action: 'run',
          principal,
          tenant,
          runId: run.id,
          workflow: run.workflow.name,
        });
      });

      if (policy.perNode !== true) return;
      hooks.node.tap(NAME, (wraps, { id, definition }, { workflow }) => {
        wraps.add('limit', (next) => guarded(policy, next, id, definition.type, workflow.name));
      });
    },
  });
}

function guarded(
  policy: AccessPolicy,
  next: Invoke,
  node: string,
  nodeType: string,
  workflow: string,
): Invoke {
  return (inputs, context) => {
    const { principal, tenant, runId } = context;
    const decision = decide(policy, {
      action: 'node',
      principal,
      tenant,
      runId,
      workflow,
      node,
      nodeType,
    });
    return decision === undefined
      ? next(inputs, context)
      : decision.then(() => next(inputs, context));
  };
}

/** Returns where access is granted, now or later; throws ACCESS_DENIED or ACCESS_FAILED otherwise. */
function decide(policy: AccessPolicy, request: AccessRequest): PromiseLike<undefined> | undefined {
  let decision: AccessDecision | PromiseLike<AccessDecision>;
  try {
    decision = policy.decide(request);
    if (isThenable(decision)) {
      return Promise.resolve(decision).then(
        (late) => check(late, request),
        (error: unknown) => {
          throw failed(request, error);
        },
      );
    }
  } catch (error) {
    throw failed(request, error);
  }
  return check(decision, request);
}

function check(decision: AccessDecision, request: AccessRequest): undefined {
  if (decision === true) return;
  if (typeof decision !== 'boolean') {
    if (typeof decision !== 'object' || decision === null || typeof decision.allow !== 'boolean') {
      throw failed(request, new TypeError(`it answered ${describeValue(decision)}`));
    }
    if (decision.allow) return;
  }
  const reason = typeof decision === 'object' ? decision.reason : undefined;
  throw new RuntimeError(
    'ACCESS_DENIED',
    `Access to ${placeText(request)} was denied${reason === undefined ? '' : `: ${reason}`}.`,
    { hint: 'Run it as a principal whom the bound AccessPolicy allows.', where: placeOf(request) },
  );
}

function failed(request: AccessRequest, cause: unknown): RuntimeError {
  return new RuntimeError(
    'ACCESS_FAILED',
    `The access policy failed on ${placeText(request)}, which refuses it: ${messageOf(cause)}`,
    { cause, hint: 'Mend the bound AccessPolicy.', where: placeOf(request) },
  );
}

function placeText({ node, workflow }: AccessRequest): string {
  return node === undefined ? `workflow "${workflow}"` : `node "${node}" of workflow "${workflow}"`;
}

function placeOf({ node, workflow }: AccessRequest) {
  return node === undefined ? { workflow } : { workflow, node };
}
