import { quoteList } from '@tenon/core';
import type { Report } from '../report.js';
import type { SecretUse } from '../survey.js';
import { placeOf, titleOf } from './describe-provider.js';
import type { Secret } from './secret.js';
import type { SecretProvider } from './secret-provider.js';

/** A message names so many of the nodes that need a secret, and counts the rest. */
const MOST_NODES = 3;

/** One finding for each secret that a node needs and nobody has: all of them at once. */
export function reportMissing(
  uses: readonly SecretUse[],
  secrets: ReadonlyMap<string, Secret>,
  provider: SecretProvider | undefined,
  report: Report,
): void {
  const needs = new Map<string, SecretUse[]>();
  for (const use of uses) {
    if (use.isOptional || secrets.has(use.name)) continue;
    const needing = needs.get(use.name);
    if (needing === undefined) needs.set(use.name, [use]);
    else needing.push(use);
  }
  for (const [name, needing] of needs) {
    const nodes = [...new Set(needing.map(({ node }) => node))];
    const [{ node, port } = { node: '' }] = needing;
    report.add(
      'SECRET_MISSING',
      `The secret "${name}" is missing, which is needed by ${quoteList(nodes, 'and', MOST_NODES)}.`,
      {
        hint: hintFor(name, needing, provider),
        where: { node, ...(port !== undefined && { port }) },
      },
    );
  }
}

function hintFor(
  name: string,
  needing: readonly SecretUse[],
  provider: SecretProvider | undefined,
): string {
  if (provider === undefined) {
    return 'No SecretProvider is bound: bind(SecretProvider).toConstantValue(new EnvironmentSecrets()).';
  }
  const place = placeOf(provider, name);
  const looks = place === undefined ? '' : `, which looks for ${place}`;
  const ways = [`Give it to ${titleOf(provider)}${looks}`];
  if (needing.some(({ port }) => port === undefined)) {
    ways.push(`declare it as { name: "${name}", optional: true } where the node can do without`);
  }
  if (needing.some(({ port }) => port !== undefined)) {
    ways.push(`give the template a default: \${secret:${name}:-default}`);
  }
  return `${ways.join(', or ')}.`;
}
