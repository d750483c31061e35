/** What somebody waits for whose work is to begin in another turn of the event loop. */
export class Turn {
  readonly promise: Promise<void>;
  readonly #resolve: () => void;
  #isOver = false;

  constructor() {
    let come = () => {};
    this.promise = new Promise((resolve) => {
      come = resolve;
    });
    this.#resolve = come;
  }

  /** It has come, or is waited for no longer: who waits goes on. Answers whether it was still waited for. */
  come(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    this.#resolve();
    return true;
  }
}
