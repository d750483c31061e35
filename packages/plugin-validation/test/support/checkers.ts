import { Schemas } from '#validation/schemas/compile-schema.js';
import type { Flaw } from '#validation/schemas/flaw.js';

/** The flaws of a value by a schema, as texts: `type lines[0]: must be integer`. */
export async function flaws(schema: unknown, value: unknown): Promise<string[]> {
  return (await rawFlaws(schema, value)).map(
    ({ category, rule, path, message, hint }) =>
      `${category}/${rule} ${path.join('.')}: ${message}${hint === undefined ? '' : ` ${hint}`}`,
  );
}

/** The flaws of a value by a schema. */
export async function rawFlaws(schema: unknown, value: unknown): Promise<readonly Flaw[]> {
  const { checker, problem } = new Schemas().compile(schema, {});
  if (problem !== undefined) throw problem;
  return checker.check(value);
}

/** Why something cannot be used as a schema; `undefined` where it can. */
export function problemWith(schema: unknown): string | undefined {
  return new Schemas().compile(schema, {}).problem?.message;
}
