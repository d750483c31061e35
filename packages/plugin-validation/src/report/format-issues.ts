import type { Issue, Severity } from '@tenon/core';

/**
 * Findings as text for people: grouped by place in the order in which each place first appears, errors before warnings
 * within a place, each with its code, and its hint below. Where a finding knows its line in a workflow file, the place says
 * so: `flow.yaml:12:5`.
 *
 * @example
 * console.log(formatIssues(runtime.verify(pricing)));
 */
export function formatIssues(issues: readonly Issue[]): string {
  if (issues.length === 0) return 'Nothing was found.';
  const groups = new Map<string, Issue[]>();
  for (const issue of issues) {
    const place = placeText(issue.where);
    const group = groups.get(place);
    if (group === undefined) groups.set(place, [issue]);
    else group.push(issue);
  }
  const parts = Array.from(groups, ([place, group]) =>
    [place, ...bySeverity(group).map(issueText)].join('\n'),
  );
  return `${parts.join('\n\n')}\n\n${countText(issues)}`;
}

const RANKS: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function bySeverity(issues: readonly Issue[]): readonly Issue[] {
  return [...issues].sort((a, b) => RANKS[a.severity] - RANKS[b.severity]);
}

function issueText({ severity, code, message, hint }: Issue): string {
  const text = `  ${severity} ${code}: ${indented(message)}`;
  return hint === undefined ? text : `${text}\n    → ${indented(hint)}`;
}

/** `flow.yaml:12:5 · workflow "pricing" › node "sub" › node "bonus"`, as much of it as is known. */
function placeText({
  workflow,
  within = [],
  node,
  connection,
  loop,
  file,
  line,
  column,
}: Issue['where']) {
  const position = [file, line, column].filter((part) => part !== undefined).join(':');
  const parts = [
    ...(workflow === undefined ? [] : [`workflow "${workflow}"`]),
    ...within.map((id) => `node "${id}"`),
    ...(loop === undefined ? [] : [`loop "${loop}"`]),
    ...(connection === undefined
      ? node === undefined
        ? []
        : [`node "${node}"`]
      : [`connection "${connection.text}"`]),
  ];
  const place = parts.join(' › ');
  if (position === '') return place === '' ? 'the workflow' : place;
  return place === '' ? position : `${position} · ${place}`;
}

function indented(text: string): string {
  return text.replaceAll('\n', '\n    ');
}

function countText(issues: readonly Issue[]): string {
  const count = (wanted: Severity) => issues.filter(({ severity }) => severity === wanted).length;
  const texts = [
    plural(count('error'), 'error'),
    plural(count('warning'), 'warning'),
    plural(count('info'), 'note'),
  ];
  return `${texts.filter((text) => text !== '').join(', ')}.`;
}

function plural(count: number, name: string): string {
  if (count === 0) return '';
  return count === 1 ? `1 ${name}` : `${String(count)} ${name}s`;
}
