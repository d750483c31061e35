import type { RuntimeDescription } from './describe.js';
import { formatDescription } from './format-description.js';
import type { RuntimeHooks } from './runtime-hooks.js';

/** What the comment of a hook says, by the label of each point, in this order. */
const POINTS = ['Fires', 'Kind', 'May return', 'If it throws', 'Out of the box'] as const;
type Point = (typeof POINTS)[number];

/** The documentation of one hook, as its comment gives it. */
export interface HookComment {
  readonly name: string;
  readonly purpose: string;
  readonly points: Readonly<Record<Point, string>>;
  /** Its type, without the line breaks of the source. */
  readonly type: string;
}

/** The order in which one run passes the hooks. `dispose` belongs to no run. */
export const FIRING_ORDER: readonly (keyof RuntimeHooks)[] = [
  'prepare',
  'verify',
  'admit',
  'review',
  'plan',
  'node',
  'execute',
  'nodeStarted',
  'nodeSettled',
  'results',
  'settled',
];

/** Renders `docs/hooks.md` from the source of `runtime-hooks.ts` and the description of a runtime without plugins. */
export function hookPage(source: string, description: RuntimeDescription): string {
  const comments = hookComments(source);
  const purposes = new Map(comments.map(({ name, purpose }) => [name, purpose]));
  const order = FIRING_ORDER.map(
    (name, i) =>
      `${String(i + 1)}. [\`${name}\`](#${name.toLowerCase()}): ${lowered(purposes.get(name))}`,
  );
  const table = `\`\`\`text\n${formatDescription(description)}\n\`\`\``;
  const parts = [INTRODUCTION, ORDER, order.join('\n'), AFTER_ORDER, HOOKS];
  return `${[...parts, ...comments.map(sectionOf), TABLE, table].join('\n\n')}\n`;
}

function sectionOf({ name, purpose, points, type }: HookComment): string {
  const list = POINTS.map((point) => `- _${point}_: ${points[point]}`).join('\n');
  return `### ${name}\n\n${purpose}\n\n${list}\n- _Type_: \`${type}\``;
}

/** Reads the comments of the hooks, in order of declaration. Throws Error for one that is not in the fixed form. */
export function hookComments(source: string): HookComment[] {
  const members = source.matchAll(
    /^ {2}\/\*\*\n(?<comment>(?: {3}\*.*\n)+?) {3}\*\/\n {2}readonly (?<name>\w+): (?<type>[^;]+);/gm,
  );
  return Array.from(members, ({ groups = {} }) => {
    const { comment = '', name = '', type = '' } = groups;
    const text = comment.replace(/^ {3}\* ?/gm, '');
    const [purpose = '', list = ''] = text.split('\n\n');
    return { name, purpose: oneLine(purpose), points: pointsOf(name, list), type: typeLine(type) };
  });
}

function pointsOf(hook: string, list: string): HookComment['points'] {
  const points = list
    .split(/^- /m)
    .slice(1)
    .map((item) => {
      const at = item.indexOf(':');
      return [item.slice(0, at), oneLine(item.slice(at + 1))] as const;
    });
  if (points.map(([label]) => label).join() !== POINTS.join()) {
    throw new Error(`The comment of the hook "${hook}" must have the points ${POINTS.join(', ')}.`);
  }
  return Object.fromEntries(points) as Record<Point, string>;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A type that the formatter has spread over several lines, as it would stand on one. */
function typeLine(type: string): string {
  return oneLine(type).replace(/< /g, '<').replace(/,? >/g, '>');
}

function lowered(text = ''): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

const INTRODUCTION = `# Hooks

The core owns the sequence of a run and opens it at these places. A plugin taps them in its function \`apply\`, under its own
name: \`hooks.prepare.tapPromise(NAME, …)\`. The order of taps is the solved order of the plugins, whatever the order of
registration.

A tap that decides and throws refuses or fails the run, and the error names plugin and hook. A tap that only observes
cannot harm the run: the others still run, and its failure becomes a warning.

This page is generated from the comments in \`packages/core/src/hooks/runtime-hooks.ts\`.`;

const ORDER = '## The order of one run';

const AFTER_ORDER = `\`verify\`, \`admit\` and \`review\` fire within \`prepare\`, from the tap of admission at stage 400. \`verify\`, \`plan\` and \`node\` fire in the
first run of a workflow on a runtime only; \`runtime.verify\` may have fired \`verify\` before, and fires \`review\` itself. \`nodeStarted\` and \`nodeSettled\`
fire for each visit to a node, while \`execute\` lasts. A run that is refused goes from \`prepare\` or \`plan\` straight to
\`settled\`, and one that fails in \`execute\` as well.

[\`dispose\`](#dispose) belongs to no run: it fires once, when the runtime is disposed of.`;

const HOOKS = '## The hooks';

const TABLE = `## Who taps what

A runtime without plugins and without services of its host, as \`formatDescription(runtime.describe())\` prints it:`;
