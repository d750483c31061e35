import { quoteList } from '@tenon/core';
import type { Report } from '../report.js';
import type { SecretUse } from '../survey.js';
import type { Secret } from './secret.js';

/** A message names so many of the nodes that need a secret, and counts the rest. */
const MOST_NODES = 3;

/** One finding for each secret that a node needs and nobody has: all of them at once. */
export function reportMissing(
  uses: readonly SecretUse[],
  secrets: ReadonlyMap<string, Secret>,
  hasProvider: boolean,
  report: Report,
): void {
  const nodes = new Map<string, string[]>();
  for (const { name, isOptional, node } of uses) {
    if (isOptional || secrets.has(name)) continue;
    const needing = nodes.get(name);
    if (needing === undefined) nodes.set(name, [node]);
    else if (!needing.includes(node)) needing.push(node);
  }
  for (const [name, [node = '', ...others]] of nodes) {
    report.add(
      'SECRET_MISSING',
      `The secret "${name}" is missing, which is needed by ${quoteList([node, ...others], 'and', MOST_NODES)}.`,
      {
        hint: hasProvider
          ? 'Give it to the secret provider, or declare it optional where the node can do without.'
          : 'No SecretProvider is bound: bind(SecretProvider).toConstantValue(new EnvironmentSecrets()).',
        where: { node },
      },
    );
  }
}
