import { defineNode, port } from '@tenon/core';
import type { Day } from './day.js';
import type { RowFilter } from './day-table.js';
import { readDays } from './read-days.js';
import { reportOf } from './report.js';
import {
  byKind,
  byMonth,
  type Extremes,
  extremesOf,
  type KindSummary,
  longestDrySpell,
  type MonthSummary,
  type Spell,
} from './summaries.js';

const days = port<readonly Day[]>();

export const readWeather = defineNode({
  type: 'read-weather',
  inputs: { file: port<string>(), only: port<RowFilter>().optional() },
  outputs: { days },
  run: async ({ file, only }, { signal }) => ({ days: await readDays(file, only, signal) }),
});

export const summariseMonths = defineNode({
  type: 'summarise-months',
  inputs: { days },
  outputs: { months: port<readonly MonthSummary[]>() },
  run: (inputs) => ({ months: byMonth(inputs.days) }),
});

export const countKinds = defineNode({
  type: 'count-kinds',
  inputs: { days },
  outputs: { kinds: port<readonly KindSummary[]>() },
  run: (inputs) => ({ kinds: byKind(inputs.days) }),
});

export const findExtremes = defineNode({
  type: 'find-extremes',
  inputs: { days },
  outputs: { extremes: port<Extremes>() },
  run: (inputs) => ({ extremes: extremesOf(inputs.days) }),
});

export const findDrySpell = defineNode({
  type: 'find-dry-spell',
  inputs: { days },
  outputs: { spell: port<Spell>().optional() },
  run: (inputs) => ({ spell: longestDrySpell(inputs.days) }),
});

export const writeReport = defineNode({
  type: 'write-report',
  inputs: {
    days,
    months: port<readonly MonthSummary[]>(),
    kinds: port<readonly KindSummary[]>(),
    extremes: port<Extremes>(),
    drySpell: port<Spell>().optional(),
  },
  outputs: { text: port<string>() },
  run: (findings) => ({ text: reportOf(findings) }),
});
