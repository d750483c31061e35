import { readFileSync } from 'node:fs';
import type { NodeDefinition, PortTable } from '@tenon/core';
import { STANDARD_KINDS } from '@tenon/nodes-standard';
import { expect } from 'chai';
import { examples } from '../support/examples.js';

/** Ports as the table of the README names them: with a question mark where they may be left out. */
function names(table: PortTable): string {
  return Array.from(table, ([name, { presence }]) =>
    presence === 'required' ? `\`${name}\`` : `\`${name}?\``,
  ).join(', ');
}

function definitionOf(type: (typeof STANDARD_KINDS)[number]): NodeDefinition {
  if (!('define' in type)) return type;
  const example = examples('').find(({ kind }) => kind === type.type);
  return type.define(example?.config ?? {});
}

describe('the table of kinds in the README', () => {
  it('names the ports and settings that there are', () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    const shown = readme
      .split('\n')
      .filter((line) => /^\| `[a-z-]+` +\|/.test(line))
      .map((line) => line.replace(/ +/g, ' '));
    const due = STANDARD_KINDS.map((type) => {
      const { inputs, outputs, settings } = definitionOf(type);
      return `| \`${type.type}\` | ${names(inputs)} | ${names(outputs)} | ${names(settings)} |`.replace(
        / +/g,
        ' ',
      );
    });
    expect(shown).to.deep.equal(due);
  });
});
