import { createRequire } from 'node:module';

/** What is used of Graphviz. The library's own types name those of browsers, which a host in Node.js does not have. */
export interface Graphviz {
  render(
    dot: string,
    options: { readonly format: 'svg'; readonly graphAttributes: Readonly<Record<string, string>> },
  ): {
    readonly status: 'success' | 'failure';
    readonly output: string | undefined;
    readonly errors: readonly { readonly message: string }[];
  };
}

const require = createRequire(import.meta.url);

/** Graphviz as WebAssembly: some 30 ms for the first picture of a process, and nothing where none is drawn. */
export async function graphviz(): Promise<Graphviz> {
  const { instance } = require('@viz-js/viz') as { readonly instance: () => Promise<Graphviz> };
  return instance();
}
