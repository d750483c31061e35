import { ConditionFunctions } from '@tenon/conditions';
import { NodeType, type Plugin } from '@tenon/core';
import { Files } from './files/files.js';
import { RootedFiles } from './files/rooted-files.js';
import { HttpClient, PooledHttpClient } from './http/http-client.js';
import { HttpPolicy } from './http/http-policy.js';
import { PublicHosts } from './http/public-hosts.js';
import { STANDARD_KINDS } from './kinds.js';
import { checkHttpOptions, checkOptions, type StandardNodesOptions } from './options.js';
import { verifyFormulas } from './verify.js';
import { VERSION } from './version.js';

const NAME = 'nodes-standard';

/** The most bytes of a file that is read as a whole, where nothing is said: it takes a few times that as a value. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Standard node types: files, CSV, HTTP, transformations, and what steers a flow. Binds their kinds for workflow files, and
 * what they work with: {@link Files} and {@link HttpPolicy}, unless the host binds its own. Throws OPTION_INVALID.
 *
 * @example
 * const runtime = createRuntime({ plugins: [validation(), standardNodes({ root: 'data' })] });
 */
export function standardNodes(given?: StandardNodesOptions): Plugin {
  const { root, maxBytes = MAX_BYTES, http, kinds = true } = checkOptions(given);
  const httpOptions = checkHttpOptions(http);
  return Object.freeze<Plugin>({
    manifest: { name: NAME, version: VERSION },

    register({ bind, isBound }) {
      if (!isBound(Files)) bind(Files).toConstantValue(new RootedFiles(root, maxBytes));
      if (!isBound(HttpPolicy)) bind(HttpPolicy).toConstantValue(new PublicHosts(httpOptions));
      if (!isBound(HttpClient)) {
        bind(HttpClient)
          .toDynamicValue((context) => new PooledHttpClient(context.get(HttpPolicy)))
          .inSingletonScope();
      }
      if (!kinds) return;
      for (const type of STANDARD_KINDS) bind(NodeType).toConstantValue(type);
    },

    apply(hooks, services) {
      const functions = services.tryGet(ConditionFunctions);

      hooks.verify.tap(NAME, (issues, workflow) => {
        const found = verifyFormulas(workflow, functions);
        return found.length === 0 ? undefined : [...issues, ...found];
      });

      const client = services.get(HttpClient);
      if (client instanceof PooledHttpClient) {
        hooks.dispose.tapPromise(NAME, () => client.close());
      }
    },
  });
}
