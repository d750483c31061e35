import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chartOf } from './chart.js';
import { render } from './render.js';
import type { ReportData } from './report-data.js';

/** Writes `report.md`, `report.json` and `chart.svg`, drawn by what is installed in the folder of the peers. */
export function write(data: ReportData, folder: URL, peers: URL): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('report.json', folder), `${JSON.stringify(compact(data))}\n`);
  writeFileSync(new URL('report.md', folder), render(data, 'chart.svg'));
  const draw = fileURLToPath(new URL('draw.mjs', peers));
  const input = JSON.stringify(chartOf(data.measurements));
  writeFileSync(new URL('chart.svg', folder), execFileSync(process.execPath, [draw], { input }));
}

/** Without digits that mean nothing. */
function compact(data: ReportData): unknown {
  return JSON.parse(JSON.stringify(data), (_key, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value,
  );
}
