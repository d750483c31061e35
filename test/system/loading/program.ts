/**
 * A program: imports the core and the plugins that it is given by the names of their packages, and prints as JSON which
 * modules of Node and packages of others this loads, and which packages are there after a first run, and after one that uses
 * what the plugins are for.
 */
import { createRequire, register } from 'node:module';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import type { Plugin } from '@tenon/core';

const { port1, port2 } = new MessageChannel();
const hooks = { data: { port: port2 }, transferList: [port2] };
register('./report-loads.js', import.meta.url, hooks);

const { cache } = createRequire(import.meta.url);
const imported: string[] = [];

/** The packages of everything imported, and of everything required, so far. */
function packagesLoaded(): string[] {
  for (;;) {
    const received: { readonly message: unknown } | undefined = receiveMessageOnPort(port1);
    if (received === undefined) break;
    imported.push(decodeURI(String(received.message)));
  }
  const names = [...imported, ...Object.keys(cache)].flatMap(
    (file) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file.replaceAll('\\', '/'))?.[1] ?? [],
  );
  return [...new Set(names)].sort();
}

/** The public modules of Node that it has loaded so far: `moduleLoadList` says also which of its internal ones. */
function nodeModulesLoaded(): string[] {
  const { moduleLoadList } = process as unknown as { readonly moduleLoadList: readonly string[] };
  return moduleLoadList.flatMap(
    (entry) => /^NativeModule (?!internal)(.+)$/.exec(entry)?.[1] ?? [],
  );
}

const packageNames = process.argv.slice(2);
const atStart = nodeModulesLoaded();
const { createRuntime, workflow, defineNode, port } = await import('@tenon/core');
const plugins: Plugin[] = [];
for (const name of packageNames) {
  const exports = (await import(name)) as Readonly<Record<string, () => Plugin>>;
  const factory = exports[name.replace('@tenon/plugin-', '')];
  if (factory === undefined) throw new Error(`${name} exports no plugin of its name.`);
  plugins.push(factory());
}
const afterImport = packagesLoaded();
const nodeModules = nodeModulesLoaded().filter((name) => !atStart.includes(name));

const double = defineNode({
  type: 'double',
  inputs: { n: port<number>() },
  outputs: { n: port<number>() },
  run: ({ n }) => ({ n: 2 * n }),
});
const flow = workflow('first');
const one = flow.add('one', double, { n: 1 });
const two = flow.add('two', double);
flow.connect(one.out.n, two.in.n);
const { results } = await createRuntime({ plugins }).execute(flow.build());
if (results['two']?.['n'] !== 4) throw new Error('The first run went wrong.');
const afterRun = packagesLoaded();

const { optionsFor, PARTS, pluginsOf, workflowFor } = await import('../support/parts.js');
await createRuntime({ plugins: pluginsOf(PARTS) }).execute(workflowFor(PARTS), optionsFor(PARTS));
const afterUse = packagesLoaded();

port1.close();
console.log(JSON.stringify({ nodeModules, afterImport, afterRun, afterUse }));
