import { createRuntime, defineNode, messageOf, port, RuntimeError, workflow } from '@tenon/core';
import { cache } from './cache.js';

let lookUps = 0;
const lookUp = defineNode({
  type: 'look-up',
  inputs: { city: port<string>() },
  outputs: { country: port<string>() },
  run: async () => {
    lookUps++;
    return { country: 'France' };
  },
});

function flowFor(city: string) {
  const flow = workflow(`country of ${city}`);
  const country = flow.add('country', lookUp, { city });
  return { workflow: flow.build(), country };
}

const runtime = createRuntime({ plugins: [cache({ types: ['look-up'] })] });
for (const city of ['Paris', 'Lyon', 'Paris', 'Paris']) {
  const { workflow: flow, country } = flowFor(city);
  const result = await runtime.execute(flow);
  console.log(`${city}: ${result.of(country)?.country}`);
}
console.log(`look-ups: ${lookUps}\n`);

// A second plugin that says it is the cache does not fit beside this one, and the start says which two there are.
const shared = { manifest: { name: 'shared-cache', version: '1.0.0', provides: ['cache'] } };
try {
  createRuntime({ plugins: [cache({ types: [] }), shared] });
} catch (error) {
  console.log(messageOf(error));
  if (RuntimeError.is(error)) console.log(error.hint);
}
