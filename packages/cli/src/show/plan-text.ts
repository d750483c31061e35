import type { DryRun, PlannedNode, PlannedNodes } from '@tenon/core';
import { harmless } from '../io/harmless.js';
import type { Palette } from '../io/palette.js';
import { issueText } from './issue-text.js';
import type { SummaryOptions } from './run-text.js';

const MARKS = { runs: ['✓', 'green'], may: ['?', 'yellow'], never: ['–', 'dim'] } as const;

/** What a run would do: node by node, then loops, and what is missing. */
export function planText(
  { workflow, nodes, loops, issues, isReady, error }: DryRun,
  { palette, cwd, locate }: Pick<SummaryOptions, 'palette' | 'cwd' | 'locate'>,
): string {
  const repeated = loops.map(({ id, body, maxIterations }) => {
    const names = body.map(harmless).join(', ');
    return `  ${palette.cyan('↻')} loop "${harmless(id)}": ${names}, ${String(maxIterations)} times at most`;
  });
  const findings = issues.map((issue) => issueText(locate(issue), palette, cwd));
  if (findings.length === 0 && error !== undefined) {
    const { code, message, hint } = error;
    findings.push(issueText({ severity: 'error', code, message, hint }, palette, cwd));
  }
  const end = isReady
    ? `${palette.green('✓')} ${palette.bold(harmless(workflow))} is ready to run`
    : `${palette.red('✗')} ${palette.bold(harmless(workflow))} would be refused`;
  return [...nodeLines(nodes, palette), ...repeated, ...findings, end].join('\n');
}

/** Iterative: sub-workflows may be deep. */
function nodeLines(nodes: PlannedNodes, palette: Palette): string[] {
  const lines: string[] = [];
  const pending = [{ at: nodes[Symbol.iterator](), indent: '  ' }];
  for (let level = pending.at(-1); level !== undefined; level = pending.at(-1)) {
    const next = level.at.next();
    if (next.done === true) {
      pending.pop();
      continue;
    }
    const { node, expectation, when, nested }: PlannedNode = next.value;
    const [mark, colour] = MARKS[expectation];
    const ports = when.map(
      ({ node: from, port, condition }) =>
        `"${from}" takes "${port}"${condition === undefined ? '' : `, ${condition}`}`,
    );
    const reason =
      ports.length === 0 ? '' : palette.dim(`: where ${ports.map(harmless).join(', or ')}`);
    lines.push(
      `${level.indent}${palette[colour](mark)} ${expectation.padEnd(5)} ${harmless(node)}${reason}`,
    );
    if (nested !== undefined) {
      pending.push({ at: nested[Symbol.iterator](), indent: `${level.indent}  ` });
    }
  }
  return lines;
}
