import { defineNode, port } from '@tenon/core';

/** Greets somebody. */
export const greet = defineNode({
  type: 'greet',
  inputs: { name: port({ type: 'string' }) },
  settings: { words: port({ type: 'string' }).default('Hello').describe('what to say') },
  outputs: { text: port({ type: 'string' }) },
  run: ({ name }, { settings: { words } }) => ({ text: `${words}, ${name}!` }),
});
