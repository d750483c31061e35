/** A JSON Schema that is being made. */
export type Made = Readonly<Record<string, unknown>> | boolean;

/** The named parts of the schema that is being made. */
export class Definitions {
  readonly #made = new Map<string, Made>();
  #next = 1;

  /** A name that no part has, like the one given, for parts that are about something of a user. */
  nameFor(prefix: string, about: string): string {
    const plain = `${prefix}-${about}`;
    if (/^[\w.-]{1,80}$/.test(about) && !this.#made.has(plain)) return this.#reserved(plain);
    let name = plain;
    while (name === plain || this.#made.has(name)) name = `${prefix}--${String(this.#next++)}`;
    return this.#reserved(name);
  }

  set(name: string, schema: Made): void {
    this.#made.set(name, schema);
  }

  /** All of them, by name. */
  get all(): Readonly<Record<string, Made>> {
    return Object.fromEntries(this.#made);
  }

  #reserved(name: string): string {
    this.#made.set(name, true);
    return name;
  }
}

/** A reference to a named part. */
export function refTo(name: string): Readonly<Record<string, unknown>> {
  return { $ref: `#/definitions/${name}` };
}
