/** Throws an error that names the place where a value does not have the shape. */
export type Check = (value: unknown, place: string) => void;

export const anything: Check = () => undefined;
export const text = ofType('string', 'a text');
export const flag = ofType('boolean', 'true or false');
export const number = ofType('number', 'a number');

/** A whole number from a least one on. */
export function count(least: number): Check {
  return (value, place) => {
    if (Number.isInteger(value) && (value as number) >= least) return;
    throw misfit(place, `a whole number from ${String(least)} on`);
  };
}

export function oneOf(...values: readonly unknown[]): Check {
  return (value, place) => {
    if (!values.includes(value)) throw misfit(place, values.map(String).join(' or '));
  };
}

export function listOf(item: Check): Check {
  return (value, place) => {
    if (!Array.isArray(value)) throw misfit(place, 'a list');
    for (const [index, member] of value.entries()) item(member, `${place}[${String(index)}]`);
  };
}

/** An object whose members, of any name, all have one shape. */
export function recordOf(member: Check): Check {
  return (value, place) => {
    for (const [name, inner] of membersOf(value, place)) member(inner, join(place, name));
  };
}

/** The one shape or the other: what `isFirst` says of a value decides. */
export function either(isFirst: (value: unknown) => boolean, first: Check, second: Check): Check {
  return (value, place) => (isFirst(value) ? first : second)(value, place);
}

/** An object of exactly these members. A member that nobody knows would be ignored, so it is an error. */
export function shape(
  required: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check {
  const checks = new Map(Object.entries({ ...required, ...optional }));
  return (value, place) => {
    const members = new Map(membersOf(value, place));
    for (const name of Object.keys(required)) {
      if (!members.has(name)) throw new Error(`${place || 'The case'} lacks "${name}".`);
    }
    for (const [name, member] of members) {
      const check = checks.get(name);
      if (check === undefined)
        throw new Error(`${join(place, name)} is no member that cases have.`);
      check(member, join(place, name));
    }
  };
}

function ofType(type: string, what: string): Check {
  return (value, place) => {
    if (typeof value !== type) throw misfit(place, what);
  };
}

function membersOf(value: unknown, place: string): [string, unknown][] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value);
  }
  throw misfit(place, 'an object');
}

function join(place: string, name: string): string {
  return place === '' ? name : `${place}.${name}`;
}

function misfit(place: string, what: string): Error {
  return new Error(`${place || 'The case'} is not ${what}.`);
}
