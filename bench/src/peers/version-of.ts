import { readFileSync } from 'node:fs';

const PEERS = new URL('../../peers/node_modules/', import.meta.url);

/** The version of a peer that is installed; read from its manifest, which not every package exports. */
export function versionOf(name: string): string {
  const text = readFileSync(new URL(`${name}/package.json`, PEERS), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
