import { createRequire } from 'node:module';
import { describeValue, didYouMean, isPlainObject, quoteList, RuntimeError } from '@tenon/core';
import type * as classValidator from 'class-validator';

/** The decorators and functions of class-validator. */
export type Validators = typeof classValidator;

/** A class whose decorated properties are the options there are. */
export type OptionsClass<T> = new () => T;

/**
 * Declares the options of a plugin as a class-validator class, and answers the function that checks what was given. The
 * class is made inside a function, which gets class-validator's decorators: they are loaded, which takes some 90 ms, when
 * options are checked for the first time, and never where none are given.
 *
 * The check throws OPTION_INVALID, which names every option that is wrong and those there are not, and answers a frozen
 * copy otherwise.
 *
 * @example
 * const checkOptions = defineOptions<SlowNodesOptions>('slowNodes', ({ IsOptional, IsPositive }) => {
 *   class Options implements SlowNodesOptions {
 *     @IsOptional() @IsPositive() limitMs?: number;
 *   }
 *   return Options;
 * });
 * export const slowNodes = (options?: SlowNodesOptions) => pluginOf(checkOptions(options));
 */
export function defineOptions<T extends object>(
  owner: string,
  define: (validators: Validators) => OptionsClass<T>,
): (given: Partial<T> | undefined) => Readonly<Partial<T>> {
  let made: OptionsClass<T> | undefined;
  return (given) => {
    if (given === undefined) return Object.freeze({});
    if (!isPlainObject(given))
      throw invalid(owner, [`they are ${describeValue(given)}`], NO_OBJECT);
    const values = given as Readonly<Record<string, unknown>>;
    const validators = load();
    made ??= define(validators);
    const names = namesOf(made, validators);
    const known = Object.keys(values).filter((name) => names.includes(name));
    const options = new made();
    for (const name of known) setOwn(options, name, values[name]);
    const wrong = validators
      .validateSync(options, { stopAtFirstError: true })
      .flatMap((flaw) => flawsOf(flaw));
    const unknown = Object.keys(values).filter((name) => !names.includes(name));
    const flaws = [...wrong, ...unknown.map((name) => `there is no option ${describeValue(name)}`)];
    if (flaws.length > 0) throw invalid(owner, flaws, hintOf(unknown, names));
    return Object.freeze(
      Object.fromEntries(known.map((name) => [name, values[name]])),
    ) as Partial<T>;
  };
}

const NO_OBJECT = 'Give an object: { name: value }.';

const require = createRequire(import.meta.url);

/** A package of CommonJS, so that it can be loaded at once where a factory is synchronous. */
function load(): Validators {
  return require('class-validator') as Validators;
}

function namesOf(options: OptionsClass<unknown>, { getMetadataStorage }: Validators): string[] {
  const found = getMetadataStorage().getTargetValidationMetadatas(options, '', false, false);
  return [...new Set(found.map(({ propertyName }) => propertyName))];
}

/** One part of a sentence for each property that is wrong, also inside objects that are options themselves. */
function flawsOf(
  { property, value, constraints, children = [] }: classValidator.ValidationError,
  around = '',
): string[] {
  const place = around + property;
  const inner = children.flatMap((child) => flawsOf(child, `${place}.`));
  const said = Object.values(constraints ?? {}).map((text) => withoutName(text, property));
  if (said.length === 0) return inner;
  return [`"${place}" is ${describeValue(value)} and ${said.join(', and ')}`, ...inner];
}

/** `limitMs must be a positive number` → `must be a positive number`. */
function withoutName(text: string, name: string): string {
  return text.startsWith(`${name} `) ? text.slice(name.length + 1) : text;
}

function hintOf(unknown: readonly string[], names: readonly string[]): string {
  const near = unknown.map((name) => didYouMean(name, names)).filter((text) => text !== '');
  return near.length > 0 ? near.join(' ') : `The options: ${quoteList(names)}.`;
}

function setOwn(options: object, name: string, value: unknown): void {
  Object.defineProperty(options, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

function invalid(owner: string, flaws: readonly string[], hint: string): RuntimeError {
  return new RuntimeError(
    'OPTION_INVALID',
    `The options of ${owner}() are wrong: ${flaws.join('; ')}.`,
    {
      hint,
    },
  );
}
