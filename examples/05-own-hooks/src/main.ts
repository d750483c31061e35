import { createRuntime, defineNode, formatDescription, port, workflow } from '@tenon/core';
import { cache } from './cache.js';
import { cacheReport } from './cache-report.js';

let lookUps = 0;
const lookUp = defineNode({
  type: 'look-up',
  inputs: { city: port<string>() },
  outputs: { country: port<string>() },
  run: () => {
    lookUps++;
    return { country: 'France' };
  },
});

function flowFor(city: string) {
  const flow = workflow(`country of ${city}`);
  const country = flow.add('country', lookUp, { city });
  return { workflow: flow.build(), country };
}

const runtime = createRuntime({ plugins: [cacheReport(console.log), cache(['look-up'])] });
for (const city of ['Paris', 'PARIS', 'Lyon']) {
  const { workflow: flow, country } = flowFor(city);
  const result = await runtime.execute(flow);
  console.log(`${city}: ${result.of(country)?.country}`);
}
console.log(`look-ups: ${lookUps}\n`);
console.log(formatDescription(runtime.describe()));
