/** What the reports say: a table of scores, and every mutant that no test noticed. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AREAS } from './areas.mjs';

const DETECTED = new Set(['Killed', 'Timeout']);
const UNDETECTED = new Set(['Survived', 'NoCoverage']);
/** A mutant is shown by its first line, and no further. */
const SHOWN = 90;

/** Whether the clock ended a mutant, and no count of its turns: it hung, looped in code that is not mutated, or was slow. */
export function isCutOff({ status, statusReason = '' }) {
  return status === 'Timeout' && !statusReason.startsWith('Hit limit');
}

/**
 * For the areas that have a report, as Markdown. What a test noticed counts, and what did not end; what runs as a module is
 * loaded was not tried, and counts for nothing.
 */
export function summaryOf(names, folder) {
  const rows = [];
  const survivors = [];
  for (const name of names) {
    const path = join(folder, `${name}.json`);
    if (!existsSync(path)) {
      rows.push([AREAS.get(name).title, 'not measured', '', '', '', '', '']);
      continue;
    }
    const mutants = mutantsOf(JSON.parse(readFileSync(path, 'utf8')));
    const count = (test) => mutants.filter(test).length;
    const detected = count(({ status }) => DETECTED.has(status));
    const undetected = count(({ status }) => UNDETECTED.has(status));
    rows.push([
      AREAS.get(name).title,
      `${((100 * detected) / (detected + undetected)).toFixed(1)} %`,
      detected + undetected,
      count(({ status }) => status === 'Killed'),
      count((mutant) => mutant.status === 'Timeout' && !isCutOff(mutant)),
      count(isCutOff),
      undetected,
    ]);
    survivors.push(...mutants.filter(({ status }) => UNDETECTED.has(status)).map(lineOf));
  }
  const head = ['area', 'score', 'mutants', 'killed', 'ran for ever', 'cut off', 'survived'];
  const table = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  return [...table, '', ...survivors].join('\n');
}

function mutantsOf({ files }) {
  return Object.entries(files).flatMap(([path, { source, mutants }]) =>
    mutants.map((mutant) => ({ ...mutant, path, original: textAt(source, mutant.location) })),
  );
}

function lineOf({ path, location, mutatorName, original, replacement, status }) {
  const { line, column } = location.start;
  const uncovered = status === 'NoCoverage' ? ' (never run)' : '';
  return `- ${path}:${line}:${column} ${mutatorName}: \`${short(original)}\` → \`${short(replacement)}\`${uncovered}`;
}

function textAt(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join('\n');
}

function short(text = '') {
  const line = text.replace(/\s+/g, ' ');
  return line.length > SHOWN ? `${line.slice(0, SHOWN)} …` : line;
}
