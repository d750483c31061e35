/**
 * What a file says, free of its notation: objects, lists and values, each with the place where it stands. Both YAML and
 * JSON become one.
 */
export type Tree = TreeMap | TreeList | TreeValue;

interface TreePart {
  /** Where it begins: UTF-16 code units from the start of the text. */
  readonly at: number;
  /** How many values it is, itself included; what an alias repeats counts again. */
  readonly size: number;
}

/** An object. */
export interface TreeMap extends TreePart {
  readonly kind: 'map';
  /** Members by name, in order. A Map, so that any name is only a name. */
  readonly members: ReadonlyMap<string, TreeMember>;
}

/** A member of an object. */
export interface TreeMember {
  readonly name: string;
  /** Where its name stands. */
  readonly at: number;
  readonly value: Tree;
}

/** A list. */
export interface TreeList extends TreePart {
  readonly kind: 'list';
  readonly items: readonly Tree[];
}

/** A text, a number, `true`, `false` or `null`. */
interface TreeValue extends TreePart {
  readonly kind: 'value';
  readonly value: string | number | boolean | null;
}

/** The data a tree stands for. Depth is bounded by the limit under which the tree was read. */
export function toData(tree: Tree): unknown {
  switch (tree.kind) {
    case 'value':
      return tree.value;
    case 'list':
      return tree.items.map(toData);
    default:
      return toObject(tree);
  }
}

/** An object of own members, whatever their names. */
export function toObject({ members }: TreeMap): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Array.from(members, ([name, { value }]) => [name, toData(value)]));
}
