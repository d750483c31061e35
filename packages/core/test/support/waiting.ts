/** Resolves when the event loop has turned so many times. */
export async function turns(count = 1): Promise<void> {
  for (let turn = 0; turn < count; turn++) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}

/** Holds the thread. */
export function busy(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** A promise that never settles. */
export function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** Turns of the event loop after which what has not come will not come. */
const MOST_TURNS = 100_000;

/** Resolves as soon as something holds: how many turns a run needs depends on how busy the machine is. */
export async function eventually(holds: () => boolean): Promise<void> {
  for (let turn = 0; !holds(); turn++) {
    if (turn === MOST_TURNS) throw new Error(`Never came to hold: ${String(holds)}`);
    await turns();
  }
}
