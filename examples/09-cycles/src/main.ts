import { createRuntime, workflow } from '@tenon/core';
import { cycles } from '@tenon/plugin-cycles';
import { chart } from './chart.js';
import { check, type Row } from './check.js';
import { repair } from './repair.js';

const rows: readonly Row[] = [
  { date: '2024-05-01', amount: '12.50', currency: 'EUR' },
  { date: ' 2024-05-02', amount: '7', currency: 'EUR ' },
  { date: '03.05.2024', amount: '1.250,00', currency: 'usd' },
  { date: '2024-05-04', amount: 'twelve', currency: 'EUR' },
];

/** Checks rows, repairs what it can, and checks again, until enough of them are right. */
function cleaning(quality: number) {
  const flow = workflow('cleaning');
  const checked = flow.add('checked', check, { rows });
  const repaired = flow.add('repaired', repair);
  flow.connect(checked.out.rows, repaired.in.rows);
  flow.connect(checked.out.faults, repaired.in.faults);
  flow.loop('until-clean', {
    back: [[repaired.out.rows, checked.in.rows]],
    until: ({ value }) => value(checked.out.quality) >= quality,
    maxIterations: 6,
  });
  return { built: flow.build(), checked };
}

const runtime = createRuntime({ plugins: [cycles(), chart] });

for (const quality of [0.75, 1]) {
  console.log(`until ${String(quality * 100)} % are right`);
  const { built, checked } = cleaning(quality);
  const result = await runtime.start(built).result;
  const loop = result.loops['until-clean'];
  console.log(`${result.status}: ${loop?.reason ?? 'not begun'} after ${String(loop?.iterations)}`);
  if (result.error !== undefined) console.log(`  ${result.error.message}`);
  for (const { row, text } of result.of(checked)?.faults ?? []) {
    console.log(`  row ${String(row)} still says "${text}"`);
  }
}
