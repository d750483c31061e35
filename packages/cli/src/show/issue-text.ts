import { relative } from 'node:path';
import type { Issue, Severity } from '@tenon/core';
import { harmless, harmlessLines } from '../io/harmless.js';
import { indented } from '../io/lines.js';
import type { Palette } from '../io/palette.js';

const COLOURS: Readonly<Record<Severity, keyof Palette>> = {
  error: 'red',
  warning: 'yellow',
  info: 'cyan',
};

/** What is said of a finding or a failure. */
export type Finding = Pick<Issue, 'message' | 'severity'> & {
  readonly code: string;
  readonly hint?: string | undefined;
  readonly where?: Issue['where'] | undefined;
};

/** `file:line:column: error CODE message`, as editors and compilers know it, with the hint below it. */
export function issueText(issue: Finding, palette: Palette, cwd: string): string {
  const { code, severity, message, where = {} } = issue;
  const hint = hintText(issue);
  const place = placeText(where, cwd);
  const colour = palette[COLOURS[severity]];
  const said = indented(harmlessLines(message), '    ');
  const line = `${place === '' ? '' : `${palette.bold(place)}: `}${colour(severity)} ${palette.dim(code)} ${said}`;
  if (hint === '') return line;
  return `${line}\n    ${palette.dim(indented(harmlessLines(hint), '    '))}`;
}

/** What the hint of another package, which speaks of code, does not say to those who have a command before them. */
const IN_THE_COMMAND: ReadonlyMap<string, string> = new Map([
  ['PLUGIN_MISSING', 'Here: "--plugin NAME", or "plugins" of the configuration.'],
  ['UNKNOWN_KIND', 'Here: "nodeTypes" of the configuration; "tenon nodes" lists what there is.'],
]);

/** A question answers itself: it names what was meant. */
function hintText({ code, hint = '' }: Finding): string {
  if (hint.endsWith('?')) return hint;
  return [hint, IN_THE_COMMAND.get(code) ?? ''].filter((part) => part !== '').join(' ');
}

/** `flow.yaml:7:3`, seen from a folder; nothing where no file is known. */
function placeText({ file, line, column }: Issue['where'], cwd: string): string {
  if (file === undefined) return '';
  const near = relative(cwd, file);
  const path = near === '' || near.startsWith('..') ? file : near;
  return [harmless(path), line, column].filter((part) => part !== undefined).join(':');
}

/** `2 errors, 1 warning`. */
export function tally(issues: readonly Pick<Issue, 'severity'>[]): string {
  const severities: readonly Severity[] = ['error', 'warning', 'info'];
  return severities
    .map((severity) => [severity, issues.filter((issue) => issue.severity === severity).length])
    .filter(([, count]) => count !== 0)
    .map(
      ([severity, count]) =>
        `${String(count)} ${String(severity)}${count === 1 || severity === 'info' ? '' : 's'}`,
    )
    .join(', ');
}
