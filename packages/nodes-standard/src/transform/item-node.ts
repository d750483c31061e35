import {
  defineNode,
  type Node,
  type NodeContext,
  type NodePlace,
  type Port,
  type PortMap,
  port,
} from '@tenon/core';
import { type Items, itemsAt } from '../rows/items.js';
import { itemsPort } from '../rows/ports.js';
import { type Formula, withFormulas } from './formulas.js';

/** What each of the transforming nodes does: made of the node's place, then called at each visit. */
type Transform = (
  place: NodePlace,
) => (items: Items, given: unknown, context: NodeContext) => ItemsOut | Promise<ItemsOut>;

/** What it answers. */
export interface ItemsOut {
  readonly items: Items;
}

/** A node that makes items of items. */
export type ItemNode = Node<
  {
    readonly items: Port<Items, 'required', false>;
    readonly given: Port<unknown, 'optional', false>;
  },
  { readonly items: Port<Items, 'required', false> }
>;

/** What a transforming node is declared with. */
export interface ItemNodeSpec {
  readonly type: string;
  readonly description: string;
  /** What the kind is configured with to make the same node, but for its inputs. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly formulas: readonly Formula[];
  readonly transform: Transform;
  /** Settings that a kind reads when it defines the node. */
  readonly settings?: PortMap | undefined;
}

/** Defines a transforming node: `items` → `items`, with what formulas may read beside the items in `given`. */
export function itemNode(spec: ItemNodeSpec): ItemNode {
  const { type, description, config, formulas, transform, settings = {} } = spec;
  const definition = defineNode({
    type,
    description,
    inputs: {
      items: itemsPort('A list, or a stream of rows.'),
      given: port().describe('What formulas may read beside the items, as "given".').optional(),
    },
    outputs: { items: itemsPort('What comes of them, in their order.') },
    settings,
    form: { kind: type, config },
    compile: (place) => {
      const apply = transform(place);
      const site = { id: place.id, workflow: place.workflow };
      return ({ items, given }, context) =>
        apply(itemsAt('items', items, site, context), given, context);
    },
  });
  return withFormulas(definition, formulas) as ItemNode;
}
