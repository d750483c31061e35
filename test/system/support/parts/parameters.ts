import { defineNode, port } from '@tenon/core';
import { parameters, SecretProvider } from '@tenon/plugin-parameters';
import type { Part } from './part.js';

const greet = defineNode({
  type: 'greet',
  inputs: { text: port<string>() },
  outputs: { text: port<string>(), length: port<number>() },
  secrets: { key: 'SYSTEM_KEY' },
  run: ({ text }, { secrets }) => ({ text, length: secrets.key.reveal().length }),
});

/** Templates, secrets and the parameters of a run. */
export const parametersPart: Part = {
  capability: 'parameters',
  packageName: '@tenon/plugin-parameters',
  plugins: (note) => [
    parameters(),
    {
      manifest: { name: 'notes of parameters', version: '1.0.0', requires: ['parameters'] },
      register({ bind, isBound }) {
        if (isBound(SecretProvider)) return;
        bind(SecretProvider).toConstantValue({
          get(name) {
            note?.(`3 parameters: asks for the secret ${name}`);
            return 'open sesame';
          },
        });
      },
    },
  ],
  use(flow) {
    flow.add('greet', greet, { text: 'hello ${name}' });
  },
  parameters: { name: 'ada' },
  results: { greet: { text: 'hello ada', length: 11 } },
  flaw: {
    code: 'TEMPLATE_INVALID',
    add: (flow) => void flow.add('cut off', greet, { text: '${name' }),
  },
};
