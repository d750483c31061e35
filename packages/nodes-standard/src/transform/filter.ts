import type { PortMap } from '@tenon/core';
import { evaluators, type Formula, type ItemCondition } from './formulas.js';
import { type ItemNode, itemNode } from './item-node.js';
import { applyStage } from './stage-node.js';

/**
 * A node that keeps the items for which a condition holds: CEL text or a row over `value`, the item; `index`, its place from
 * 0; and `given`. A stream stays one. An item for which the condition cannot be evaluated fails the node.
 *
 * @example
 * const large = flow.add('large', filter('value.total > given.limit'), { given: { limit: 1000 } });
 */
export function filter(where: ItemCondition): ItemNode {
  return filterDefinition(where);
}

/** What {@link filter} and the kind `filter` make. */
export function filterDefinition(where: ItemCondition, settings?: PortMap): ItemNode {
  const formula: Formula = { what: 'condition', form: 'condition', source: where };
  return itemNode({
    type: 'filter',
    description: 'Keeps the items for which a condition holds.',
    config: { where },
    formulas: [formula],
    settings,
    transform: (place) => {
      const [holds = () => false] = evaluators([formula], place);
      return (items, given, context) =>
        applyStage(
          items,
          context,
          (columns) => columns,
          (batch, from) =>
            batch.filter((value, at) => holds({ value, index: from + at, given }) === true),
        );
    },
  });
}
