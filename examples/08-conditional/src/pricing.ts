import { port, type Workflow, workflow } from '@tenon/core';
import { merge, switchOn } from '@tenon/plugin-conditional';
import { clear, discount, type Order, receive } from './nodes.js';

/** What an order costs: abroad nothing is sold, and at home the price depends on the total. */
export function pricing(order: Order): Workflow {
  const flow = workflow('pricing');
  const received = flow.add('received', receive, { order });
  const border = flow.add('border', clear);
  const tier = flow.add(
    'tier',
    switchOn(
      { gold: 'value.total > 1000', silver: 'value.total > 100' },
      { otherwise: 'plain', inputs: { value: port<Order>() } },
    ),
  );
  const gold = flow.add('gold', discount, { share: 0.2 });
  const silver = flow.add('silver', discount, { share: 0.1 });
  const price = flow.add('price', merge({ inputs: { values: port<number>() } }));
  flow.connect(received.out.order, border.in.order);
  flow.connect(border.out.home, tier.in.value);
  flow.connect(tier.out.gold, gold.in.order);
  flow.connect(tier.out.silver, silver.in.order);
  flow.connect(gold.out.total, price.in.values);
  flow.connect(silver.out.total, price.in.values);
  flow.connect(tier.out.plain.at('total'), price.in.values);
  return flow.build();
}
