import { getEventListeners } from 'node:events';
import { inspect } from 'node:util';
import { expectNoSecretIn } from '../../expect-no-secret-in.js';
import { expectNoHandlesLeft } from '../../leaks.js';
import { expectSame, fail, shown } from '../expectations.js';
import { type Claim, type SpecRunner, suite } from '../runner.js';
import { HOSTILE_NAMES } from './hostile-names.js';
import { expectNoneUnhandled, failureOf, withService } from './service-claim.js';

/** A provider of secrets, as `SecretProvider` of `@tenon/plugin-parameters` declares it. */
export interface AnySecretProvider {
  get(
    name: string,
    scope: {
      readonly tenant: string | undefined;
      readonly principal: unknown;
      readonly signal: AbortSignal;
    },
  ): string | undefined | null | PromiseLike<string | undefined | null>;
  placeOf?(name: string): string;
}

/** What {@link secretProviderSpec} may be told. */
export interface SecretProviderSpecOptions<T extends AnySecretProvider> extends SpecRunner {
  /** Whether the store can hold a secret of a name at all. It can where nothing is said. */
  readonly holds?: (name: string) => boolean;
  /** Closes a provider, and its store. */
  readonly close?: (provider: T) => unknown;
  /** A provider whose store cannot be reached. */
  readonly broken?: () => T | PromiseLike<T>;
}

/** Long enough that it stands in no message by chance. */
const TEXT = 'the-text-of-a-secret';
const MEGABYTE = 2 ** 20;

/**
 * Tests what holds of every `SecretProvider`: it answers each secret's text and nothing for what it does not have, keeps
 * names apart whatever they hold, serves many at once, shows no secret, and leaves nothing behind. `open` makes a provider
 * whose store holds the secrets given. Each claim is a test of its own, in the runner whose `describe` and `it` are global or
 * given. Throws OPTION_INVALID where there is no runner.
 *
 * @example
 * secretProviderSpec('MemorySecrets', (secrets) => new MemorySecrets(secrets));
 */
export function secretProviderSpec<T extends AnySecretProvider>(
  title: string,
  open: (secrets: ReadonlyMap<string, string>) => T | PromiseLike<T>,
  options: SecretProviderSpecOptions<T> = {},
): void {
  suite(`secret provider "${title}"`, options, claimsOf(open, options));
}

function claimsOf<T extends AnySecretProvider>(
  open: (secrets: ReadonlyMap<string, string>) => T | PromiseLike<T>,
  { holds = () => true, close, broken }: SecretProviderSpecOptions<T>,
): readonly Claim[] {
  const holding = (secrets: ReadonlyMap<string, string>) => withService(() => open(secrets), close);
  const one = holding(new Map([['KEY', TEXT]]));
  const hostile = HOSTILE_NAMES.filter(holds);
  const claims: Claim[] = [
    {
      title: 'answers the text of a secret as it was stored',
      check: async () => {
        for (const text of [TEXT, ' spaced ', 'two\nlines', 'ünïcödé 😀', 'x'.repeat(MEGABYTE)]) {
          await holding(new Map([['KEY', text]]))(async (provider) => {
            expectText(await provider.get('KEY', scopeOf()), text, 'KEY');
          });
        }
      },
    },
    {
      title: 'answers nothing for a name that holds none',
      check: () =>
        one(async (provider) => {
          for (const name of ['OTHER', 'KEY2', 'KE']) {
            expectNothing(await provider.get(name, scopeOf()), name);
          }
        }),
    },
    {
      title: 'answers nothing for a hostile name that holds none, or refuses it',
      check: () =>
        one(async (provider) => {
          for (const name of ['', ...HOSTILE_NAMES]) {
            const answer = await answerOf(() => provider.get(name, scopeOf()));
            if ('value' in answer) expectNothing(answer.value, name);
          }
        }),
    },
    {
      title: 'keeps hostile names apart',
      check: () =>
        holding(new Map(hostile.map((name, i) => [name, `${TEXT} ${String(i)}`])))(
          async (provider) => {
            for (const [i, name] of hostile.entries()) {
              expectText(await provider.get(name, scopeOf()), `${TEXT} ${String(i)}`, name);
            }
          },
        ),
    },
    {
      title: 'serves many at once',
      check: () => {
        const names = Array.from({ length: 200 }, (_, i) => `KEY_${String(i)}`);
        return holding(new Map(names.map((name) => [name, `${TEXT} ${name}`])))(
          async (provider) => {
            const texts = await Promise.all(
              names.map(async (name) => provider.get(name, scopeOf())),
            );
            names.forEach((name, i) => expectText(texts[i], `${TEXT} ${name}`, name));
          },
        );
      },
    },
    {
      title: 'shows no secret in itself, nor where it says that it looks',
      check: () =>
        one(async (provider) => {
          await provider.get('KEY', scopeOf());
          expectNoSecretIn(provider, TEXT);
          expectNoSecretIn(inspect(provider, { depth: Infinity, showHidden: true }), TEXT);
          const place: unknown = provider.placeOf?.('KEY') ?? 'nowhere';
          if (typeof place !== 'string') fail(`It says that it looks in ${shown(place)}.`);
          expectNoSecretIn(place, TEXT);
        }),
    },
    {
      title: 'comes back when it is told to stop, and leaves no listener and no handle',
      check: () =>
        expectNoHandlesLeft(() =>
          one(async (provider) => {
            for (const isEarly of [true, false]) {
              const stop = new AbortController();
              if (isEarly) stop.abort();
              const answer = answerOf(() => provider.get('KEY', scopeOf(stop.signal)));
              if (!isEarly) stop.abort();
              await answer;
              const left = getEventListeners(stop.signal, 'abort').length;
              expectSame(left, 0, 'Its signal has listeners after the answer.');
            }
            const { signal } = new AbortController();
            await provider.get('KEY', scopeOf(signal));
            const left = getEventListeners(signal, 'abort').length;
            expectSame(left, 0, 'A signal that never was aborted has listeners after the answer.');
          }),
        ),
    },
  ];
  if (broken === undefined) return claims;
  const failing = withService(broken, close);
  claims.push(
    {
      title: 'fails where its store cannot be reached, instead of answering nothing',
      check: () =>
        failing(async (provider) => {
          await failureOf(() => provider.get('KEY', scopeOf()), 'A provider without its store');
        }),
    },
    {
      title: 'leaves no rejection unhandled where its store cannot be reached',
      check: () =>
        expectNoneUnhandled(() =>
          failing(async (provider) => {
            await Promise.all(
              ['KEY', 'OTHER'].map((name) => answerOf(() => provider.get(name, scopeOf()))),
            );
          }),
        ),
    },
  );
  return claims;
}

function scopeOf(signal: AbortSignal = new AbortController().signal) {
  return { tenant: undefined, principal: undefined, signal };
}

/** What a call answers, or nothing where it fails. */
async function answerOf(call: () => unknown): Promise<{ readonly value?: unknown }> {
  try {
    return { value: await call() };
  } catch {
    return {};
  }
}

function expectText(answer: unknown, due: string, name: string): void {
  if (answer !== due)
    fail(`For ${shown(name)} it answers ${shown(answer)}, where ${shown(due)} is due.`);
}

function expectNothing(answer: unknown, name: string): void {
  if (answer === undefined || answer === null || answer === '') return;
  fail(`For ${shown(name)}, which holds none, it answers ${shown(answer)}.`);
}
