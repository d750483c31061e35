import { aFolder } from './folder.js';

/** Kinds of nodes that tests need, and a configuration that names them. */
const CONFIG = `import { defineNode, port } from '@tenon/core';
import { setTimeout as delay } from 'node:timers/promises';

const text = () => port({ type: 'string' });
export default {
  nodeTypes: [
    defineNode({
      type: 'greet',
      inputs: { name: text().describe('whom to greet') },
      settings: { words: text().default('Hello') },
      outputs: { text: text() },
      run: ({ name }, { settings, log }) => {
        log.info('greeting');
        return { text: settings.words + ', ' + name + '!' };
      },
    }),
    defineNode({
      type: 'halve',
      inputs: { value: port({ type: 'number' }) },
      outputs: { value: port({ type: 'number' }) },
      run: ({ value }) => ({ value: value / 2 }),
    }),
    defineNode({
      type: 'wait',
      inputs: { ms: port({ type: 'number' }) },
      outputs: { ms: port({ type: 'number' }) },
      run: async ({ ms }, { signal }) => {
        await delay(ms, undefined, { signal });
        return { ms };
      },
    }),
    defineNode({
      type: 'fail',
      inputs: { message: text().default('It is broken.') },
      outputs: { value: port() },
      run: ({ message }) => { throw new Error(message); },
    }),
    defineNode({
      type: 'tell-secret',
      secrets: { key: 'KEY' },
      outputs: { told: text() },
      run: (_, { secrets: { key }, log }) => {
        log.warn('the key is ' + key.reveal());
        return { told: 'key ' + key.reveal() };
      },
    }),
    defineNode({
      type: 'odd-values',
      outputs: { value: port() },
      run: () => {
        const circle = {};
        circle.self = circle;
        return { value: circle };
      },
    }),
  ],
};
`;

/** Greets; takes one of two ways by how long the name is. */
export const GREETING = `tenon: 1
name: greeting
inputs:
  name: { to: [size.value], schema: { type: string } }
nodes:
  size: { kind: switch-on, config: { cases: { long: 'size(value) > 5' }, otherwise: short } }
  hello: { kind: greet }
  formal: { kind: greet, config: { words: Good day } }
  end: { kind: merge }
connections:
  - size.short -> hello.name
  - size.long -> formal.name
  - hello.text -> end.values
  - formal.text -> end.values
outputs:
  text: end.value
`;

/** Halves a number until it is small. */
const HALVING = `tenon: 1
name: halving
inputs:
  start: { to: [half.value], schema: { type: number }, default: 64 }
nodes:
  half: { kind: halve }
  log: { kind: merge }
connections:
  - half.value -> log.values
loops:
  shrink: { back: [half.value -> half.value], until: half.value < 2.0 }
outputs:
  small: log.value
`;

/** A workflow of one node. */
export function oneNode(kind: string, config = '{}', output?: string): string {
  const outputs = output === undefined ? '' : `outputs: { ${output}: only.${output} }\n`;
  return `tenon: 1\nname: one\nnodes:\n  only: { kind: ${kind}, config: ${config} }\n${outputs}`;
}

/** A folder with a configuration and some workflow files. */
export function aProject(files: Readonly<Record<string, string>> = {}): string {
  return aFolder({
    'tenon.config.js': CONFIG,
    'greeting.yaml': GREETING,
    'halving.yaml': HALVING,
    ...files,
  });
}
