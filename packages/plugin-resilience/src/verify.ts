import {
  type ErrorCode,
  type Issue,
  isPlainObject,
  issueError,
  type Level,
  type NodeDefinition,
  type NodeTypes,
  nestingOf,
  quoteList,
  type ResolvedWorkflow,
} from '@tenon/core';
import { placeOf, titleOf } from './breaker/guarding.js';
import { RESILIENCE_CODES } from './codes.js';
import { outputsMissing, standInFor } from './fallback/stand-in.js';
import type { ResilienceOptions } from './options.js';
import { flawsIn } from './policy/flaws.js';
import type { FallbackPolicy, ResiliencePolicy } from './policy/policy.js';
import { NAME, policyOf } from './policy/policy-of.js';

/** What verification of policies has to know. */
export interface Verification {
  readonly options: ResilienceOptions;
  readonly types: NodeTypes;
}

type Found = readonly [
  code: keyof typeof RESILIENCE_CODES,
  message: string,
  hint: string,
  node: string | undefined,
];

/**
 * What is wrong with the policies of a workflow and of those inside it: figures that cannot be meant, fallbacks that cannot
 * stand in, and nodes that share a breaker or a bulkhead by different figures.
 */
export function verifyPolicies(
  root: ResolvedWorkflow,
  verification: Verification,
): readonly Issue[] {
  const shared = new Map<string, Shared>();
  return nestingOf(root, root.resolve).levels.flatMap((level) => {
    const found = [...misstated(level)];
    // Policies are put together where each of them means something.
    if (found.length === 0) found.push(...unfit(level, verification, shared));
    return found.map((finding) => issueOf(finding, level));
  });
}

function* misstated({ resolved }: Level): Generator<Found> {
  const { workflow, definitions } = resolved;
  yield* flawsOf(workflow.plugins, `workflow "${workflow.name}"`, false, undefined);
  const seen = new Set<NodeDefinition>();
  for (const [index, { id, plugins }] of workflow.nodes.entries()) {
    yield* flawsOf(plugins, `node "${id}"`, true, id);
    const definition = definitions[index];
    if (definition === undefined || seen.has(definition)) continue;
    seen.add(definition);
    yield* flawsOf(definition.plugins, `node type "${definition.type}"`, true, id);
  }
}

function* flawsOf(
  plugins: Readonly<Record<string, unknown>> | undefined,
  title: string,
  mayFallBack: boolean,
  node: string | undefined,
): Generator<Found> {
  if (plugins === undefined || !Object.hasOwn(plugins, NAME)) return;
  for (const { path, text, hint } of flawsIn(plugins[NAME], mayFallBack)) {
    const what = path === '' ? 'What' : `The "${path}" that`;
    yield [
      'RESILIENCE_INVALID',
      `${what} ${title} states for resilience ${text}.`,
      hint ?? 'What may be stated is in the README of @tenon/plugin-resilience.',
      node,
    ];
  }
}

/** The first node that states figures for something that nodes share. */
interface Shared {
  readonly figures: string;
  readonly node: string;
}

function* unfit(
  { resolved }: Level,
  { options, types }: Verification,
  shared: Map<string, Shared>,
): Generator<Found> {
  const { workflow, definitions } = resolved;
  for (const [index, node] of workflow.nodes.entries()) {
    const definition = definitions[index];
    if (definition === undefined) continue;
    const policy = policyOf({ node, definition, workflow }, options);
    const { fallback } = policy;
    if (fallback !== undefined && fallback !== false) {
      const flaw = fallbackFlaw(definition, fallback, types);
      if (flaw !== undefined) {
        const message = `The fallback of node "${node.id}" cannot stand in: ${flaw}.`;
        yield ['FALLBACK_INVALID', message, RESILIENCE_CODES.FALLBACK_INVALID.remedy, node.id];
      }
    }
    const site = { node: node.id, workflow: workflow.name, type: definition.type };
    for (const [what, title, figures] of sharedBy(policy, site)) {
      const key = `${what} ${title}`;
      const first = shared.get(key);
      if (first === undefined) shared.set(key, { figures, node: node.id });
      else if (first.figures !== figures) {
        yield [
          'BREAKER_CONFLICT',
          `Nodes "${first.node}" and "${node.id}" share the ${what} of ${title}, and state different figures for it.`,
          RESILIENCE_CODES.BREAKER_CONFLICT.remedy,
          node.id,
        ];
      }
    }
  }
}

/** What a node shares with others, and its figures as one text. */
function* sharedBy(
  { breaker, bulkhead }: ResiliencePolicy,
  site: Parameters<typeof placeOf>[1],
): Generator<readonly [what: string, title: string, figures: string]> {
  if (breaker !== undefined && breaker !== false) {
    const place = placeOf(breaker, site);
    const { failures, rate, calls, restMs, perTenant } = breaker;
    if (place.per !== 'node') {
      yield ['breaker', titleOf(place), JSON.stringify([failures, rate, calls, restMs, perTenant])];
    }
  }
  if (bulkhead !== undefined && bulkhead !== false) {
    const place = placeOf(bulkhead, site);
    const { concurrent, queue = 0 } = bulkhead;
    if (place.per !== 'node')
      yield ['bulkhead', titleOf(place), JSON.stringify([concurrent, queue])];
  }
}

function fallbackFlaw(
  definition: NodeDefinition,
  fallback: FallbackPolicy,
  types: NodeTypes,
): string | undefined {
  if (definition.routes !== undefined) return 'a node with exclusive output ports has to take one';
  const { outputs } = fallback;
  if (!isPlainObject(outputs)) return standInFor(definition, fallback, types).flaw;
  const missing = outputsMissing(definition, (name) => Object.hasOwn(outputs, name));
  if (missing.length > 0) return `it gives no ${quoteList(missing, 'or')}`;
  const unknown = Object.keys(outputs).filter((name) => !definition.outputs.has(name));
  return unknown.length === 0 ? undefined : `the node has no output ${quoteList(unknown, 'or')}`;
}

function issueOf([code, message, hint, node]: Found, { resolved, within }: Level): Issue {
  const { name } = resolved.workflow;
  return issueError(code satisfies ErrorCode, message, {
    hint,
    category: RESILIENCE_CODES[code].category,
    where: {
      workflow: name,
      within: within.length === 0 ? undefined : [...within],
      node,
      plugin: NAME,
    },
  });
}
