/** Answers that a service still owes a run. They are waited for at its end, where the first failure shows. */
export class Unanswered {
  #pending: Set<PromiseLike<unknown>> | undefined;
  #failure: { readonly error: unknown } | undefined;

  /** Whether nothing is owed, and nothing has failed. */
  get isEmpty(): boolean {
    return !(this.#pending && this.#pending.size > 0) && this.#failure === undefined;
  }

  /** Keeps hold of an answer, and answers as it does. A rejection that nobody else looks at waits for the end of the run. */
  hold(answer: PromiseLike<unknown>): PromiseLike<undefined> {
    const pending = (this.#pending ??= new Set());
    const held = answer.then(
      () => {
        pending.delete(held);
        return undefined;
      },
      (error: unknown) => {
        pending.delete(held);
        this.#failure ??= { error };
        throw error;
      },
    );
    held.then(undefined, () => undefined);
    pending.add(held);
    return held;
  }

  /** Resolves when nothing is owed any more, whatever failed. */
  async settled(): Promise<void> {
    await Promise.allSettled([...(this.#pending ?? [])]);
  }

  /** Throws the first failure, if there was one. */
  throwIfFailed(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}
