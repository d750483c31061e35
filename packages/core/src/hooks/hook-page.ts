import type { RuntimeDescription } from './describe.js';
import { formatDescription } from './format-description.js';
import { type HookComment, hookComments, hookSetComments, POINTS } from './hook-comments.js';
import type { HookSet } from './hook-set.js';
import type { RuntimeHooks } from './runtime-hooks.js';

/** A set of hooks that a package publishes. */
export interface PublishedHooks {
  readonly set: Pick<HookSet, 'name' | 'create'>;
  /** The package that exports it. */
  readonly packageName: string;
  /** The sources of that package. */
  readonly source: string;
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

/**
 * Renders `docs/hooks.md` from the source of `runtime-hooks.ts`, the sets of hooks that packages publish, and the
 * description of a runtime without plugins.
 */
export function hookPage(
  source: string,
  published: readonly PublishedHooks[],
  description: RuntimeDescription,
): string {
  const comments = hookComments(source);
  const purposes = new Map(comments.map(({ name, purpose }) => [name, purpose]));
  const order = FIRING_ORDER.map(
    (name, i) =>
      `${String(i + 1)}. [\`${name}\`](#${name.toLowerCase()}): ${lowered(purposes.get(name))}`,
  );
  const core = comments.map((comment) => sectionOf(comment, `### ${comment.name}`));
  const plugins = published.length === 0 ? [] : [PLUGINS, ...published.map(setSection)];
  const table = `\`\`\`text\n${formatDescription(description)}\n\`\`\``;
  const parts = [INTRODUCTION, ORDER, order.join('\n'), AFTER_ORDER, HOOKS, ...core, ...plugins];
  return `${[...parts, TABLE, table].join('\n\n')}\n`;
}

function setSection({ set, packageName, source }: PublishedHooks): string {
  const comments = hookSetComments(source, set);
  const sections = comments.map((comment) =>
    sectionOf(comment, `#### ${set.name}.${comment.name}`),
  );
  return [`### ${set.name}`, `Published by \`${packageName}\`.`, ...sections].join('\n\n');
}

function sectionOf({ purpose, points, type }: HookComment, heading: string): string {
  const list = POINTS.map((point) => `- _${point}_: ${points[point]}`).join('\n');
  return `${heading}\n\n${purpose}\n\n${list}\n- _Type_: \`${type}\``;
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

Plugins publish hooks of their own, which others find in the container: \`services.tryGet(CacheHooks.id)?.key.tap(NAME, …)\`.

This page is generated from the comments of the hooks: in \`packages/core/src/hooks/runtime-hooks.ts\`, and where packages define
the sets that they export.`;

const ORDER = '## The order of one run';

const AFTER_ORDER = `\`verify\`, \`admit\` and \`review\` fire within \`prepare\`, from the tap of admission at stage 400. \`verify\`, \`plan\` and \`node\` fire in the
first run of a workflow on a runtime only; \`runtime.verify\` may have fired \`verify\` before, and fires \`review\` itself. \`nodeStarted\` and \`nodeSettled\`
fire for each visit to a node, while \`execute\` lasts. A run that is refused goes from \`prepare\` or \`plan\` straight to
\`settled\`, and one that fails in \`execute\` as well.

[\`dispose\`](#dispose) belongs to no run: it fires once, when the runtime is disposed of.`;

const HOOKS = '## The hooks';

const PLUGINS = '## The hooks of plugins';

const TABLE = `## Who taps what

A runtime without plugins and without services of its host, as \`formatDescription(runtime.describe())\` prints it:`;
