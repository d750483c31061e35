import { NodeType, type Plugin } from '@tenon/core';
import { allClear, findStrongest, raiseAlert, sign, summarise, writeReport } from './bulletin.js';
import { refineRate, sampleMagnitudes } from './frequency.js';
import { readQuakes } from './read-quakes.js';

const KINDS = [
  ...[readQuakes, summarise, findStrongest, raiseAlert, allClear, writeReport, sign],
  ...[sampleMagnitudes, refineRate],
];

/** Kinds of nodes for workflow files about earthquakes: a plugin that does nothing else. */
export const quakes = (): Plugin => ({
  manifest: { name: 'quakes', version: '1.0.0' },
  register({ bind }) {
    for (const kind of KINDS) bind(NodeType).toConstantValue(kind);
  },
});
