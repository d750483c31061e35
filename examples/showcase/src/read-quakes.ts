import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { defineNode, port } from '@tenon/core';
import type { Quake } from './quake.js';

/** A catalogue as the US Geological Survey publishes it: GeoJSON, one feature for each event. */
interface Catalogue {
  readonly metadata?: { readonly title?: string };
  readonly features: readonly Feature[];
}

interface Feature {
  readonly id: string;
  readonly properties: {
    readonly mag: number;
    readonly time: number;
    readonly place: string;
    readonly type: string;
  };
  readonly geometry: { readonly coordinates: readonly number[] };
}

/** Reads a catalogue. What it makes of the file is not checked here: the contract on its connection does that. */
export const readQuakes = defineNode({
  type: 'read-quakes',
  inputs: { file: port({ type: 'string' }).optional() },
  outputs: { title: port<string>(), quakes: port<readonly Quake[]>() },
  async run({ file = weekOfQuakes() }, { signal }) {
    const { metadata, features } = catalogueIn(
      file,
      await readFile(file, { encoding: 'utf8', signal }),
    );
    return { title: metadata?.title ?? file, quakes: features.map(quakeOf) };
  },
});

function catalogueIn(file: string, text: string): Catalogue {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is no JSON.`, { cause });
  }
  const { features } = Object(parsed) as Partial<Catalogue>;
  if (!Array.isArray(features))
    throw new Error(`${file} is no GeoJSON: it has no list "features".`);
  return parsed as Catalogue;
}

function quakeOf({ id, properties, geometry }: Feature): Quake {
  const { mag, time, place, type } = Object(properties) as Feature['properties'];
  const [, , depth] = (Object(geometry) as Partial<Feature['geometry']>).coordinates ?? [];
  return { id, time, magnitude: mag, depth: depth as number, place, kind: type };
}

/** The package exports its code only, which stands beside its data. */
function weekOfQuakes(): string {
  const code = import.meta.resolve('vega-datasets');
  return fileURLToPath(new URL('../data/earthquakes.json', code));
}
