const { setTimeout: set, clearTimeout: clear } = globalThis;

/**
 * Called in a `describe` whose plugins and nodes leave timers, and runs that wait for ever, behind on purpose: ends the timers
 * when its tests are done, so that the process can end.
 */
export function endingTimersLeft(): void {
  const left = new Set<unknown>();
  before(() => {
    const setting = (...args: Parameters<typeof set>) => {
      const timer = set(...args);
      left.add(timer);
      return timer;
    };
    const clearing: typeof clear = (timer) => {
      left.delete(timer);
      clear(timer);
    };
    const all: unknown = Object.assign(setting, set);
    globalThis.setTimeout = all as typeof set;
    globalThis.clearTimeout = clearing;
  });
  after(() => {
    globalThis.setTimeout = set;
    globalThis.clearTimeout = clear;
    for (const timer of left) clear(timer as NodeJS.Timeout);
  });
}
