import { isThenable, quoteList, type Run, RuntimeError } from '@tenon/core';
import { titleOf } from './describe-provider.js';
import { kindOf, Secret } from './secret.js';
import type { SecretProvider, SecretScope } from './secret-provider.js';

/** What a provider gave for one run. */
export interface FetchedSecrets {
  /** By name; those that are missing are not there. */
  readonly secrets: ReadonlyMap<string, Secret>;
  /** Set where the provider failed: it is then not known what is missing. */
  readonly failure: RuntimeError | undefined;
}

/** From whom secrets are fetched, for which run, and how long that may take. */
export interface SecretSource {
  readonly provider: SecretProvider | undefined;
  readonly run: Run;
  readonly timeoutMs: number;
}

/**
 * Asks the provider for each name once, all at the same time. Answers a promise only where the provider does. Leaves no
 * timer and no listener behind, also where the run is aborted meanwhile.
 */
export function fetchSecrets(
  names: readonly string[],
  source: SecretSource,
): FetchedSecrets | Promise<FetchedSecrets> {
  const { provider } = source;
  if (provider === undefined || names.length === 0) return NOTHING;
  return new Fetch(source).of(names, provider);
}

const NOTHING: FetchedSecrets = Object.freeze({ secrets: new Map(), failure: undefined });

/** A name without a text, and why. */
interface Flaw {
  readonly name: string;
  readonly kind: 'threw' | 'late' | 'no text';
  readonly cause?: unknown;
}

class Fetch implements SecretScope {
  readonly #source: SecretSource;
  readonly #secrets = new Map<string, Secret>();
  readonly #flaws: Flaw[] = [];
  #abort: AbortController | undefined;

  constructor(source: SecretSource) {
    this.#source = source;
  }

  get tenant(): string | undefined {
    return this.#source.run.options.tenant;
  }

  get principal(): unknown {
    return this.#source.run.options.principal;
  }

  /** Made when the provider asks for it: those that answer at once never do. */
  get signal(): AbortSignal {
    this.#abort ??= new AbortController();
    return this.#abort.signal;
  }

  of(names: readonly string[], provider: SecretProvider): FetchedSecrets | Promise<FetchedSecrets> {
    const waiting: [name: string, answer: PromiseLike<unknown>][] = [];
    for (const name of names) {
      try {
        const answer = provider.get(name, this);
        if (isThenable(answer)) waiting.push([name, answer]);
        else this.#take(name, answer);
      } catch (cause) {
        this.#flaws.push({ name, kind: 'threw', cause });
      }
    }
    return waiting.length === 0 ? this.#fetched() : this.#wait(waiting);
  }

  #wait(waiting: readonly [string, PromiseLike<unknown>][]): Promise<FetchedSecrets> {
    const { run, timeoutMs } = this.#source;
    const pending = new Set(waiting.map(([name]) => name));
    return new Promise((resolve) => {
      const end = () => {
        timer.cancel();
        run.signal.removeEventListener('abort', end);
        for (const name of pending) this.#flaws.push({ name, kind: 'late' });
        // Made here where the provider has not asked for it yet: what asks later is to find it aborted.
        if (pending.size > 0) (this.#abort ??= new AbortController()).abort(run.signal.reason);
        resolve(this.#fetched());
      };
      const timer = run.clock.timer(timeoutMs, end);
      run.signal.addEventListener('abort', end, { once: true });
      for (const [name, answer] of waiting) {
        const settle = (take: () => void) => {
          if (!pending.delete(name)) return;
          take();
          if (pending.size === 0) end();
        };
        // In front of a promise of another make, which may settle synchronously or twice.
        Promise.resolve(answer).then(
          (text: unknown) => settle(() => this.#take(name, text)),
          (cause: unknown) => settle(() => this.#flaws.push({ name, kind: 'threw', cause })),
        );
      }
      // The provider may have been what aborted the run: of that no event tells any more.
      if (run.signal.aborted) end();
    });
  }

  #take(name: string, text: unknown): void {
    if (text === undefined || text === null || text === '') return;
    if (typeof text === 'string') this.#secrets.set(name, new Secret(name, text));
    else this.#flaws.push({ name, kind: 'no text', cause: kindOf(text) });
  }

  #fetched(): FetchedSecrets {
    return { secrets: this.#secrets, failure: this.#failure() };
  }

  /** Its message says nothing of what the provider said, which may be what is to be kept secret. */
  #failure(): RuntimeError | undefined {
    if (this.#flaws.length === 0) return undefined;
    const { provider, run, timeoutMs } = this.#source;
    const threw = this.#flaws.filter(({ kind }) => kind === 'threw');
    const late = this.#flaws.filter(({ kind }) => kind === 'late');
    const untold = this.#flaws.filter(({ kind }) => kind === 'no text');
    const said = untold.map(
      ({ name, cause }) => `gave ${String(cause)} for "${name}", where a text is due`,
    );
    const hints: string[] = [];
    if (threw.length > 0) hints.push('See the cause.');
    if (late.length > 0) hints.push('"secretTimeoutMs" of parameters() says how long it may take.');
    if (untold.length > 0) hints.push('Answer a text, or undefined where there is none.');
    if (threw.length > 0) said.push(`failed at ${namesOf(threw)}`);
    if (late.length > 0) said.push(`did not give ${namesOf(late)} within ${String(timeoutMs)} ms`);
    const [first, ...others] = threw;
    const causes = threw.map(({ cause }) => cause);
    const cause =
      others.length === 0 ? first?.cause : new AggregateError(causes, 'Several failed.');
    const title = provider === undefined ? 'the secret provider' : titleOf(provider);
    return new RuntimeError('SECRET_FAILED', `T${title.slice(1)} ${said.join(', and ')}.`, {
      hint: hints.join(' '),
      where: { workflow: run.workflow.name, plugin: 'parameters', hook: 'prepare' },
      ...(first !== undefined && { cause }),
    });
  }
}

function namesOf(flaws: readonly Flaw[]): string {
  return quoteList(flaws.map(({ name }) => name));
}
