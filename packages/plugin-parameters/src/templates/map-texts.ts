import { isContainer, ownValue } from '@tenon/core';

/**
 * A copy of plain objects and lists in which each text is replaced by what `replace` answers for it. Names of properties
 * are no texts. Everything else is kept by reference, as are sharing and cycles; data without texts to replace is copied
 * all the same. Iterative.
 */
export function mapTexts(value: unknown, replace: (text: string) => unknown): unknown {
  if (typeof value === 'string') return replace(value);
  if (!isContainer(value)) return value;
  const copies = new Map<object, object>();
  const pending: object[] = [];
  const copyOf = (member: unknown): unknown => {
    if (typeof member === 'string') return replace(member);
    if (!isContainer(member)) return member;
    let copy = copies.get(member);
    if (copy === undefined) {
      copy = Array.isArray(member)
        ? []
        : (Object.create(Object.getPrototypeOf(member) as object | null) as object);
      copies.set(member, copy);
      pending.push(member);
    }
    return copy;
  };
  const root = copyOf(value);
  for (let source = pending.pop(); source !== undefined; source = pending.pop()) {
    const copy = copies.get(source) as object;
    if (Array.isArray(source)) (copy as unknown[]).length = source.length;
    for (const key of Reflect.ownKeys(source)) {
      if (key === 'length' && Array.isArray(source)) continue;
      Object.defineProperty(copy, key, {
        value: copyOf(ownValue(source, key)),
        writable: true,
        enumerable: Object.prototype.propertyIsEnumerable.call(source, key),
        configurable: true,
      });
    }
  }
  return root;
}

/** A text in data, and the path to it. */
export interface Occurrence {
  readonly text: string;
  readonly place: () => (string | number)[];
}

/** Where a text stands: its key, and where the data around it stands. */
interface Spot {
  readonly key: string;
  readonly inList: boolean;
  readonly around: Spot | undefined;
}

/** Every text in plain objects and lists, in order, with the way to it. Each object is looked at once. Iterative. */
export function* textsIn(value: unknown): Generator<Occurrence> {
  const pending: { readonly value: unknown; readonly spot: Spot | undefined }[] = [
    { value, spot: undefined },
  ];
  const seen = new Set<object>();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value: here, spot } = next;
    if (typeof here === 'string') yield { text: here, place: () => pathOf(spot) };
    if (!isContainer(here) || seen.has(here)) continue;
    seen.add(here);
    const inList = Array.isArray(here);
    for (const key of Object.keys(here).reverse()) {
      pending.push({ value: ownValue(here, key), spot: { key, inList, around: spot } });
    }
  }
}

function pathOf(spot: Spot | undefined): (string | number)[] {
  const path: (string | number)[] = [];
  for (let here = spot; here !== undefined; here = here.around) {
    path.push(here.inList ? Number(here.key) : here.key);
  }
  return path.reverse();
}
