/** Hooks of the module loader, on a thread of their own: they tell of every module that is loaded. */
import type { InitializeHook, LoadHook } from 'node:module';
import type { MessagePort } from 'node:worker_threads';

let port: MessagePort;

export const initialize: InitializeHook<{ readonly port: MessagePort }> = (data) => {
  ({ port } = data);
};

export const load: LoadHook = (url, context, nextLoad) => {
  port.postMessage(url);
  return nextLoad(url, context);
};
