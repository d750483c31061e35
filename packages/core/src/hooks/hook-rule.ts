/** How a hook treats its taps, beyond what its class says. */
export interface HookRule {
  /**
   * What a failing tap means. A *decision* hook fails or refuses what it decides on. An *observer* hook is isolated tap by
   * tap: the others run, and the failure becomes a warning.
   */
  readonly role: 'decision' | 'observer';
  /** `reverse`: last registered first. */
  readonly order?: 'solved' | 'reverse';
  /**
   * When the time-out of an asynchronous tap begins: at once (default), or when the run is aborted, for a hook that lasts
   * as long as the run.
   */
  readonly timeout?: 'atOnce' | 'afterAbort';
  /** Whether an asynchronous tap is left behind as soon as the run is aborted. Default: for a decision hook, unless its time-out begins then. */
  readonly stopsOnAbort?: boolean;
  /** What a tap may answer beside `undefined`, for messages, and whether an answer is one. */
  readonly answer?: { readonly what: string; readonly is: (answer: unknown) => boolean };
  /** Called with the hook's arguments before each tap. */
  readonly enter?: (args: readonly unknown[], plugin: string) => void;
}

/** A rule for each hook of a set. */
export type HookRules<H> = { readonly [K in keyof H]: HookRule };
