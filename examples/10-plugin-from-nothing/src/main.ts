import { createRuntime, defineNode, formatDescription, port, workflow } from '@tenon/core';
import { breaker } from './index.js';

let calls = 0;
const fetchPrice = defineNode({
  type: 'fetch-price',
  outputs: { price: port<number>() },
  run: () => {
    calls++;
    throw new Error('503');
  },
});
const flow = workflow('price');
flow.add('price', fetchPrice);
const prices = flow.build();

const runtime = createRuntime({ plugins: [breaker({ types: ['fetch-price'], failures: 2 })] });
for (let run = 1; run <= 4; run++) {
  const { error } = await runtime.start(prices).result;
  console.log(`run ${run}: ${error?.code}`);
}
console.log(`calls: ${calls}\n`);
console.log(formatDescription(runtime.describe()));
