import { defineConfig } from '@tenon/cli';
import { greet } from './src/nodes.ts';

export default defineConfig({
  // Kinds of nodes that the workflow files of this folder may use, beside those that are installed.
  nodeTypes: [greet],
  // Plugins beside those that come with the command: '@acme/tenon-plugin-audit', say.
  plugins: [],
  settings: {
    validation: { mode: 'strict' },
  },
});
