import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { checkConfig } from '#cli/config/check-config.js';
import { EXIT_MEANINGS } from '#cli/exit-codes.js';
import example from '../support/example-config.js';
import { aFolder, removeFolders } from '../support/folder.js';
import { commandsOf, settled } from '../support/readme.js';

const README = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
const SCHEMA = JSON.parse(
  readFileSync(new URL('../../../events.schema.json', import.meta.url), 'utf8'),
) as {
  readonly definitions: Readonly<
    Record<string, { properties?: object; required?: readonly string[] }>
  >;
  readonly oneOf: readonly { readonly $ref: string }[];
};

/** The rows of the table below a heading, as cells. */
function tableBelow(heading: string): readonly (readonly string[])[] {
  const section = README.slice(README.indexOf(`## ${heading}`)).split(/\n## /)[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe('the README', () => {
  after(removeFolders);

  it('shows what its commands write', async () => {
    const commands = await commandsOf(README, aFolder());
    expect(commands).to.have.lengthOf.at.least(5);
    for (const { line, shown, written } of commands) {
      expect(settled(shown), line).to.equal(written);
    }
  });

  it('shows a configuration that is one', () => {
    expect(checkConfig(example, 'tenon.config.ts')).to.equal(example);
  });

  it('names every exit code, with what --help says of it', () => {
    expect(tableBelow('Exit codes')).to.deep.equal(
      Array.from(EXIT_MEANINGS, ([code, text]) => [`\`${String(code)}\``, text]),
    );
  });

  it('names every event, with the members that the schema has', () => {
    const common = ['type', 'seq', 'at', 'runId'];
    const documented = tableBelow('Events').map(([type = '', members = '']) => [
      type.replaceAll('`', ''),
      Array.from(members.matchAll(/`(\w+)`/g), ([, name]) => name),
    ]);
    const described = SCHEMA.oneOf.map(({ $ref }) => {
      const type = $ref.split('/').at(-1) ?? '';
      const members = Object.keys(SCHEMA.definitions[type]?.properties ?? {});
      return [type, members.filter((name) => !common.includes(name))];
    });
    expect(documented).to.deep.equal(described);
  });
});
