import { isPlainObject, type NodeOutcome } from '@tenon/core';

/** Numbers of one node at most. */
const MOST_NUMBERS = 8;
/** Members looked at, so that a large output costs no more than a small one. */
const MOST_MEMBERS = 32;

/** The numbers among the outputs of a node, and right inside them: `error`, `fit.slope`. Own data properties only. */
export function numbersIn(
  outputs: NodeOutcome['outputs'],
): (readonly [name: string, value: number])[] {
  const numbers: (readonly [string, number])[] = [];
  for (const [name, value] of membersOf(outputs)) {
    if (typeof value === 'number') numbers.push([name, value]);
    else if (isPlainObject(value)) {
      for (const [member, inner] of membersOf(value)) {
        if (typeof inner === 'number') numbers.push([`${name}.${member}`, inner]);
      }
    }
  }
  return numbers.slice(0, MOST_NUMBERS);
}

function* membersOf(value: object | undefined): Generator<readonly [string, unknown]> {
  if (value === undefined) return;
  let seen = 0;
  for (const name in value) {
    if (++seen > MOST_MEMBERS) return;
    const property = Object.getOwnPropertyDescriptor(value, name);
    if (property !== undefined && 'value' in property) yield [name, property.value];
  }
}
