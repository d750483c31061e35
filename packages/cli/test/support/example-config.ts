import { defineConfig } from '@tenon/cli';
import { defineNode, Logger, port, SilentLogger } from '@tenon/core';

const shout = defineNode({
  type: 'shout',
  inputs: { text: port({ type: 'string' }) },
  outputs: { text: port({ type: 'string' }) },
  run: ({ text }) => ({ text: text.toUpperCase() }),
});

export default defineConfig({
  nodeTypes: [shout],
  plugins: [
    '@acme/tenon-plugin-audit',
    { use: './plugins/cache.ts', options: { maxAgeMs: 60_000 } },
  ],
  settings: { standard: { http: { hosts: ['api.acme.example'] } } },
  secrets: { prefix: 'ACME_' },
  run: { timeoutMs: 60_000, onError: 'continue' },
  configure: ({ bind }) => {
    bind(Logger).toConstantValue(new SilentLogger());
  },
});
