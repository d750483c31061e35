import type { CodeFacts, CodeTable } from './define-codes.js';
import { RuntimeError } from './runtime-error.js';

/**
 * Renders `docs/errors.md`: the codes of each package, under a heading of their own so that a code can be linked to.
 * Throws PLUGIN_INVALID when two packages claim one code.
 */
export function errorPage(tables: readonly CodeTable[]): string {
  const packages = new Map<string, [code: string, facts: CodeFacts][]>();
  const owners = new Map<string, string>();
  for (const table of tables) {
    for (const [code, facts] of Object.entries(table)) {
      claim(code, facts.package, owners);
      const entries = packages.get(facts.package) ?? [];
      packages.set(facts.package, entries);
      entries.push([code, facts]);
    }
  }
  const sections = [...packages].map(([name, entries]) => packageSection(name, entries));
  return `${[INTRODUCTION, ...sections].join('\n\n')}\n`;
}

const INTRODUCTION = `# Errors

Every error of Tenon is a \`RuntimeError\`. \`code\` is one of those below and does not change between versions; \`message\`
says what happened and where, \`hint\` what would fix it, \`where\` names workflow, node, port, plugin and hook as far as they
are known, and \`cause\` is what was thrown: untouched, unless it holds a secret of the run, which is masked in a copy. Ask
with \`RuntimeError.is(error, code)\`, never by message text.

This page is generated from the tables of codes in the packages.`;

function packageSection(name: string, entries: readonly [string, CodeFacts][]): string {
  const codes = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return [`## ${name}`, ...codes.map(([code, facts]) => codeSection(code, facts))].join('\n\n');
}

function codeSection(code: string, { category, meaning, remedy }: CodeFacts): string {
  return `### ${code}\n\n_${category}._ ${meaning}\n\n${remedy}`;
}

function claim(code: string, owner: string, owners: Map<string, string>): void {
  const other = owners.get(code);
  if (other !== undefined) {
    throw new RuntimeError(
      'PLUGIN_INVALID',
      `The error code "${code}" is claimed by "${other}" and by "${owner}".`,
      { hint: 'A code belongs to one package: rename one of them.' },
    );
  }
  owners.set(code, owner);
}
