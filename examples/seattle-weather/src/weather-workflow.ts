import { workflow } from '@tenon/core';
import type { RowFilter } from './day-table.js';
import {
  countKinds,
  findDrySpell,
  findExtremes,
  readWeather,
  summariseMonths,
  writeReport,
} from './nodes.js';

/** The workflow for one file: reads it, looks at the days in four ways side by side, and joins them to a report. */
export function weatherWorkflow(file: string, only?: RowFilter) {
  const flow = workflow('weather');
  const source = flow.add('read', readWeather, { file, ...(only !== undefined && { only }) });
  const months = flow.add('months', summariseMonths);
  const kinds = flow.add('kinds', countKinds);
  const extremes = flow.add('extremes', findExtremes);
  const drySpell = flow.add('dry-spell', findDrySpell);
  const report = flow.add('report', writeReport);
  for (const { in: inputs } of [months, kinds, extremes, drySpell, report]) {
    flow.connect(source.out.days, inputs.days);
  }
  flow.connect(months.out.months, report.in.months);
  flow.connect(kinds.out.kinds, report.in.kinds);
  flow.connect(extremes.out.extremes, report.in.extremes);
  flow.connect(drySpell.out.spell, report.in.drySpell);
  return { workflow: flow.build(), report };
}
