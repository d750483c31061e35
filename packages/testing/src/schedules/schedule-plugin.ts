import { Clock, type Invoke, isThenable, type Plugin, pathOf } from '@tenon/core';
import { otherService } from '../values/other-service.js';
import type { Call, Gatekeeper } from './gatekeeper.js';

const NAME = 'schedule';

/** The plugin of a schedule: brings its clock, and holds each call of a node's function where its keeper says so. */
export function schedulePlugin(keeper: Gatekeeper, clock: Clock): Plugin {
  return Object.freeze<Plugin>({
    manifest: Object.freeze({ name: NAME, version: '1.0.0' }),
    register({ bind, isBound }) {
      if (!isBound(Clock)) bind(Clock).toConstantValue(clock);
    },
    apply(hooks, services) {
      if (services.get(Clock) !== clock) throw otherService('clock', 'schedule');
      hooks.node.tap(NAME, (wraps) => wraps.add('body', (next) => held(next, keeper)));
    },
  });
}

function held(next: Invoke, keeper: Gatekeeper): Invoke {
  return (inputs, context) => {
    const call = keeper.call(context.runId, pathOf(context).join('/'));
    const invoke = () => completed(() => next(inputs, context), call, keeper);
    return keeper.holds(call, 'begins') ? keeper.hold(call).then(invoke) : invoke();
  };
}

/** Calls, and hands the answer or the failure on when it is let go. */
function completed(
  invoke: () => ReturnType<Invoke>,
  call: Call,
  keeper: Gatekeeper,
): ReturnType<Invoke> {
  const isHeld = keeper.holds(call, 'completes');
  const note = () => void keeper.order.push(call.path);
  const late = async () => {
    if (isHeld) await keeper.hold(call);
    note();
  };
  let returned: ReturnType<Invoke>;
  try {
    returned = invoke();
  } catch (error) {
    if (isHeld) return late().then(() => Promise.reject(error));
    note();
    throw error;
  }
  if (isThenable(returned)) {
    return Promise.resolve(returned).then(
      (answer) => late().then(() => answer),
      (error: unknown) => late().then(() => Promise.reject(error)),
    );
  }
  if (isHeld) {
    const answer = returned;
    return late().then(() => answer);
  }
  note();
  return returned;
}
