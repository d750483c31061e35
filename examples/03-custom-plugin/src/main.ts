import { createRuntime, defineNode, formatDescription, port, workflow } from '@tenon/core';
import { retries } from './retries.js';

// Stands for a service that is down twice, and then answers.
const answers = ['503', '503', 19.9];

const fetchPrice = defineNode({
  type: 'fetch-price',
  outputs: { price: port<number>() },
  run: async () => {
    const answer = answers.shift();
    if (typeof answer !== 'number') throw new Error(answer);
    return { price: answer };
  },
});
const addTax = defineNode({
  type: 'add-tax',
  inputs: { price: port<number>(), rate: port<number>().default(0.2) },
  outputs: { total: port<number>() },
  run: ({ price, rate }) => ({ total: price * (1 + rate) }),
});

const flow = workflow('price');
const price = flow.add('price', fetchPrice);
const total = flow.add('total', addTax);
flow.connect(price.out.price, total.in.price);

const runtime = createRuntime({ plugins: [retries({ types: ['fetch-price'], attempts: 3 })] });
const result = await runtime.execute(flow.build());
console.log(`total: ${result.of(total)?.total.toFixed(2)}\n`);
console.log(formatDescription(runtime.describe()));
