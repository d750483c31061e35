import { DARK, LIGHT, type Palette } from '../formats/palette.js';
import { pictureStyle } from '../formats/picture-style.js';

/** The style sheet of a report. It names no value of a run, so it is the same on every page. */
export function pageStyle(): string {
  return `:root { ${variables(LIGHT)} }
@media (prefers-color-scheme: dark) { :root { ${variables(DARK)} } }
${RULES}
${pictureStyle('.picture')}
`;
}

function variables({ page, text, quiet, edge, back, plain, states }: Palette): string {
  const named = { page, text, quiet, edge, back, surface: plain.fill };
  const colours = Object.entries(states).flatMap(([state, tint]) => [
    [state, tint.line] as const,
    [`${state}-fill`, tint.fill] as const,
    [`${state}-text`, tint.text] as const,
  ]);
  return [...Object.entries(named), ...colours]
    .map(([name, value]) => `--${name}: ${value}`)
    .join('; ');
}

const RULES = `* { box-sizing: border-box }
html { color-scheme: light dark; scroll-behavior: smooth }
body { margin: 0 auto; max-width: 1200px; padding: 1.5rem; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; overflow-wrap: anywhere }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--edge) }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; overflow-wrap: anywhere }
p { margin: .25rem 0; overflow-wrap: anywhere }
code { font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere }
a { color: inherit }
dl { display: flex; flex-wrap: wrap; gap: .25rem 2rem; margin: 0 }
dt { color: var(--quiet); font-size: .85rem }
dd { margin: 0; overflow-wrap: anywhere }
.badge { display: inline-block; font-size: 1rem; font-weight: 600; padding: .1rem .6rem; border: 2px solid; border-radius: 1rem; vertical-align: middle }
.badge.completed { color: var(--completed-text); background: var(--completed-fill); border-color: var(--completed) }
.badge:is(.failed, .refused) { color: var(--failed-text); background: var(--failed-fill); border-color: var(--failed) }
.badge.aborted { color: var(--aborted-text); background: var(--aborted-fill); border-color: var(--aborted) }
.note, .hint { color: var(--quiet) }
.hint::before { content: '→ ' }
.findings { list-style: none; padding: 0; margin: 0 }
.findings li { border-left: 4px solid var(--aborted); padding: .25rem .75rem; margin: .5rem 0; background: var(--surface); overflow-wrap: anywhere }
.findings li.error { border-color: var(--failed) }
.error strong { color: var(--failed) }
.wide, .picture { overflow-x: auto }
.picture { border: 1px solid var(--edge); border-radius: .5rem; padding: .5rem; max-height: 75rem; overflow: auto; margin-top: .25rem }
.picture svg { display: block; margin: 0 auto }
#fit:checked ~ .picture svg { max-width: 100%; height: auto }
.legend span { display: inline-block; color: var(--quiet); font-size: .85rem; margin-right: 1.25rem }
label { margin: 0 .75rem 0 .25rem; font-size: .9rem }
table { border-collapse: collapse; table-layout: fixed; width: 100%; min-width: 60rem; font-size: .9rem }
thead th:nth-child(1) { width: 20% }
thead th:nth-child(2) { width: 13% }
thead th:nth-child(3) { width: 8rem }
thead th:nth-child(n+4):nth-child(-n+6) { width: 5.5rem }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem; border-bottom: 1px solid var(--surface); overflow-wrap: anywhere }
thead th { border-bottom: 2px solid var(--edge); font-size: .85rem; color: var(--quiet) }
.number { text-align: right; white-space: nowrap }
.status { white-space: nowrap }
tr:target { outline: 2px solid var(--back) }
tr.completed .status { color: var(--completed) }
tr.failed .status { color: var(--failed); font-weight: 600 }
tr.aborted .status { color: var(--aborted) }
tr:is(.skipped, .unreached) { color: var(--quiet) }
#nodes:has(#show-completed:checked) tbody tr:not(.completed), #nodes:has(#show-failed:checked) tbody tr:not(.failed), #nodes:has(#show-skipped:checked) tbody tr:not(.skipped), #nodes:has(#show-aborted:checked) tbody tr:not(.aborted) { display: none }
.chart svg { max-width: 100%; height: auto }
.charts { display: flex; flex-wrap: wrap; gap: .5rem }
.chart text { fill: var(--text); font-family: system-ui, sans-serif }
.chart .role-axis-tick line, .chart .role-axis-domain line { stroke: var(--edge) }
.chart .role-axis-grid line { stroke: var(--edge); stroke-opacity: .25 }
.chart .bar-completed path { fill: var(--completed); stroke: var(--page); stroke-width: .5 }
.chart .bar-failed path { fill: var(--failed); stroke: var(--text); stroke-width: 1.5 }
.chart .bar-aborted path { fill: var(--aborted-fill); stroke: var(--aborted); stroke-dasharray: 3 2 }
.chart .bar-skipped path { fill: var(--skipped-fill); stroke: var(--skipped); stroke-dasharray: 2 2 }
.chart .running path { fill: var(--back); fill-opacity: .35; stroke: var(--back) }
.chart .course path { stroke: var(--back); stroke-width: 2 }
.chart .point path { fill: var(--back) }
.chart a { cursor: pointer }`;
