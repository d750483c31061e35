import { type Class, describeValue, isContainer, isPlainObject, type Schema } from '@tenon/core';
import { type Checker, guarded } from './checker.js';
import { classChecker } from './class-schema.js';
import { JsonSchemas } from './json-schema.js';
import { SchemaProblem } from './schema-problem.js';
import { standardChecker, standardOf } from './standard-schema.js';

/** A schema made ready, or why it cannot be. */
export type Compiled =
  | { readonly checker: Checker; readonly problem?: never }
  | { readonly checker?: never; readonly problem: SchemaProblem };

/**
 * The schemas of one runtime, each made ready once: by identity, and JSON Schemas of one workflow by their text as well,
 * since a workflow file has the same schema at many places.
 */
export class Schemas {
  readonly #json = new JsonSchemas();
  readonly #known = new WeakMap<object, Compiled>();
  readonly #texts = new WeakMap<object, Map<string, Compiled>>();

  /** The checker of a schema. `owner` is the workflow it belongs to: JSON Schemas of one text are shared within it. */
  compile(schema: unknown, owner: object): Compiled {
    if ((typeof schema !== 'object' && typeof schema !== 'function') || schema === null) {
      return { problem: noSchema(schema) };
    }
    let compiled = this.#known.get(schema);
    if (compiled === undefined) {
      compiled = this.#byText(schema, owner);
      this.#known.set(schema, compiled);
    }
    return compiled;
  }

  #byText(schema: object, owner: object): Compiled {
    const text = textOf(schema);
    if (text === undefined) return this.#make(schema);
    let texts = this.#texts.get(owner);
    if (texts === undefined) {
      texts = new Map();
      this.#texts.set(owner, texts);
    }
    let compiled = texts.get(text);
    if (compiled === undefined) {
      compiled = this.#make(schema);
      texts.set(text, compiled);
    }
    return compiled;
  }

  #make(schema: object): Compiled {
    try {
      return { checker: guarded(this.#checkerOf(schema)) };
    } catch (error) {
      return { problem: SchemaProblem.of(error) };
    }
  }

  #checkerOf(schema: object): Checker {
    const standard = standardOf(schema as Schema);
    if (standard !== undefined) return standardChecker(standard);
    if (typeof schema === 'function') return classChecker(schema as Class);
    if (isPlainObject(schema)) return this.#json.compile(schema);
    throw noSchema(schema);
  }
}

/** The text of a JSON Schema; `undefined` for schemas of other kinds, and for what JSON cannot write. */
function textOf(schema: object): string | undefined {
  if (!isPlainObject(schema) || !isContainer(schema)) return undefined; // a list, or a Standard Schema
  try {
    return JSON.stringify(schema);
  } catch {
    return undefined;
  }
}

function noSchema(value: unknown): SchemaProblem {
  return new SchemaProblem(
    `is ${describeValue(value)}, which is no schema`,
    'Give a Standard Schema (zod, valibot, arktype), a JSON Schema, or a class.',
  );
}
