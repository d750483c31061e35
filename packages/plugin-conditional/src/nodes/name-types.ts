import { type NameType, typeOfPort } from '@tenon/conditions';
import { isPlainObject, ownValue, type Port, type PortTable, type Schema } from '@tenon/core';

/** What conditions may read, and what schemas say of it. To those of a partition `value` is the item. */
export function nameTypes(
  inputs: PortTable,
  { isItemwise }: { readonly isItemwise: boolean },
): ReadonlyMap<string, NameType> {
  const typeOf = (name: string, input: Port) =>
    isItemwise && name === 'value' ? typeOfItem(input) : typeOfPort(input);
  return new Map(Array.from(inputs, ([name, input]) => [name, typeOf(name, input)]));
}

function typeOfItem({ schema }: Port): NameType {
  if (!isPlainObject(schema) || '~standard' in schema) return 'any';
  return typeOfPort({ schema: ownValue(schema, 'items') as Schema | undefined, isMany: false });
}
