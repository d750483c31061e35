import { pathToFileURL } from 'node:url';

/** What a module exports. A file in TypeScript is compiled by jiti while it is loaded. */
export async function importFile(file: string): Promise<Readonly<Record<string, unknown>>> {
  if (!/\.[cm]?ts$/.test(file)) {
    return (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
  }
  const { createJiti } = await import('jiti');
  // What is TypeScript changes while its author works on it: a stale copy on disk costs more than it saves.
  const jiti = createJiti(import.meta.url, { fsCache: false, interopDefault: false });
  return jiti.import(file);
}
