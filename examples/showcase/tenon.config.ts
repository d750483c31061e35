import { defineConfig } from '@tenon/cli';
import { SecretProvider } from '@tenon/plugin-parameters';
import { quakes } from '#showcase/quakes.js';
import { hostSecrets } from '#showcase/secrets.js';

/** What `tenon run quakes.yaml` runs with: kinds of nodes of its own, strict checks, and a key to sign with. */
export default defineConfig({
  plugins: [quakes()],
  settings: { validation: { mode: 'strict' } },
  configure: ({ bind }) => {
    bind(SecretProvider).toConstantValue(hostSecrets());
  },
});
