import type { ResolvedLimits } from '../limits.js';
import type { Findings } from './findings.js';
import { readJson } from './read-json.js';
import { readYaml } from './read-yaml.js';
import type { Tree } from './tree.js';

/** Reads a text in its notation. Tells everything that is wrong; `undefined` where nothing can be made of it. */
export function readTree(findings: Findings, limits: ResolvedLimits): Tree | undefined {
  const { format } = findings.source;
  const tree = format === 'json' ? readJson(findings, limits) : readYaml(findings, limits);
  if (tree === undefined || tree.size <= limits.values) return tree;
  const count = tree.size === Infinity ? 'endlessly many' : String(tree.size);
  findings.error(
    'FILE_LIMIT',
    tree.at,
    `The file holds ${count} values, more than ${String(limits.values)}.`,
    'Repeat less by aliases, divide the workflow, or raise the limit "values".',
  );
  return undefined;
}
