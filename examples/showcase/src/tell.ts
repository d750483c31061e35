import type { DryRun, RunResult } from '@tenon/core';
import type { Lap } from './stopwatch.js';

/** What ran, what was skipped and why, and how loops ended: a line for each. */
export function tellRun(result: RunResult, laps: readonly Lap[]): string {
  const times = new Map<string, number>();
  for (const { node, ms } of laps) times.set(node, (times.get(node) ?? 0) + ms);
  const nodes = Array.from(result.outcomes, ({ node, status, iterations }) => {
    if (status === 'skipped') return `  -  ${node}: ${result.why(node)?.text ?? ''}`;
    const visits = iterations > 1 ? `, ${iterations} visits` : '';
    return `  ${status === 'completed' ? 'ok' : '!!'} ${node} (${(times.get(node) ?? 0).toFixed(1)} ms${visits})`;
  });
  const loops = Object.entries(result.loops).map(
    ([id, { reason, iterations }]) =>
      `  loop "${id}" ended: ${reason}, after ${iterations} iterations`,
  );
  const warnings = result.warnings.map(({ code, message }) => `  warning ${code}: ${message}`);
  return [...nodes, ...loops, ...warnings].join('\n');
}

/** What would run, what may and on which condition, and what is missing. */
export function tellPlan({ nodes, loops, issues }: DryRun): string {
  const lines = Array.from(nodes, ({ node, expectation, when }) => {
    const ports = when.map(({ node: from, port, condition }) =>
      condition === undefined
        ? `"${from}" takes "${port}"`
        : `"${from}" takes "${port}", ${condition}`,
    );
    return `  ${expectation.padEnd(6)}${node}${ports.length === 0 ? '' : `: where ${ports.join(', or ')}`}`;
  });
  const repeated = loops.map(
    ({ id, body, maxIterations }) =>
      `  loop "${id}": ${body.join(', ')}, ${maxIterations} times at most`,
  );
  const findings = issues.map(({ severity, code, message }) => `  ${severity} ${code}: ${message}`);
  return [...lines, ...repeated, ...findings].join('\n');
}
