import { describeValue, isContainer, type JsonSchema, messageOf, ownValue } from '@tenon/core';
import { ajvFor, type Draft, metaAjv, type ValidateFunction } from './ajv.js';
import { flawsOfAjv } from './ajv-flaws.js';
import type { Checker } from './checker.js';
import { NO_FLAWS } from './flaw.js';
import { SchemaProblem } from './schema-problem.js';

/** All flaws of a value are looked for in values of at most so many members; of larger ones the first counts. */
const MOST_MEMBERS = 10_000;

/** Turns JSON Schemas into checkers. One for each runtime: it keeps the compiled meta-schemas. */
export class JsonSchemas {
  readonly #meta = new Map<Draft, ReturnType<typeof metaAjv>>();

  /**
   * A checker for a JSON Schema of draft 2020-12, or of draft 7 where its `$schema` says so. Throws {@link SchemaProblem}
   * for what is no schema, an unknown keyword or format, and a reference that leads nowhere.
   */
  compile(schema: JsonSchema): Checker {
    const draft = draftOf(schema);
    this.#checkSchema(schema, draft);
    const isValid = compiled(schema, draft, false);
    let thorough: ValidateFunction | undefined;
    return {
      check(value) {
        if (isValid(value)) return NO_FLAWS;
        if (!isWithin(value, MOST_MEMBERS)) return flawsOfAjv(isValid.errors ?? [], value);
        // Values are valid as a rule, so that what looks for all flaws is made when one is not.
        thorough ??= compiled(schema, draft, true);
        thorough(value);
        return flawsOfAjv(thorough.errors ?? [], value);
      },
    };
  }

  #checkSchema(schema: JsonSchema, draft: Draft): void {
    let meta = this.#meta.get(draft);
    if (meta === undefined) {
      meta = metaAjv(draft);
      this.#meta.set(draft, meta);
    }
    const { $schema: _draft, ...keywords } = schema;
    if (meta.validateSchema(keywords) === true) return;
    const [error] = meta.errors ?? [];
    const place = error?.instancePath === '' ? 'it' : `"${String(error?.instancePath.slice(1))}"`;
    throw new SchemaProblem(
      `is no JSON Schema: ${place} ${String(error?.message)}`,
      'See https://json-schema.org/draft/2020-12.',
    );
  }
}

function compiled(schema: JsonSchema, draft: Draft, allErrors: boolean): ValidateFunction {
  try {
    const { $schema: _draft, ...keywords } = schema;
    const validate = ajvFor(draft, { allErrors, verbose: allErrors }).compile(keywords);
    if ('$async' in validate) throw new Error('it is asynchronous ("$async")');
    return validate;
  } catch (error) {
    throw new SchemaProblem(
      `is no JSON Schema that can be used: ${messageOf(error)}`,
      'Correct the keyword. Annotations that are no keywords go into "$comment" or "description".',
    );
  }
}

function draftOf(schema: JsonSchema): Draft {
  const stated = ownValue(schema, '$schema');
  if (stated === undefined) return '2020-12';
  const match = typeof stated === 'string' ? DRAFTS.exec(stated) : null;
  if (match === null) {
    throw new SchemaProblem(
      `is a JSON Schema of ${describeValue(stated)}, which is not supported`,
      'Write it in draft 2020-12 or draft 7, or leave "$schema" out.',
    );
  }
  return match[1] === undefined ? '7' : '2020-12';
}

const DRAFTS = /^https?:\/\/json-schema\.org\/(?:draft\/(2020-12)|draft-07)\/schema#?$/;

/** Whether a value has at most so many members, at any depth; one that stands in several places counts in each. */
function isWithin(value: unknown, most: number): boolean {
  if (!isContainer(value)) return true;
  let left = most;
  const pending: object[] = [value];
  for (let object = pending.pop(); object !== undefined; object = pending.pop()) {
    for (const key of Object.keys(object)) {
      if (--left < 0) return false;
      const member = ownValue(object, key);
      if (isContainer(member)) pending.push(member);
    }
  }
  return true;
}
