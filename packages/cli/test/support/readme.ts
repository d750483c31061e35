import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { call } from './terminal.js';

/** A command of the README, with what stands below it and what it writes. */
export interface ShownCommand {
  readonly line: string;
  readonly shown: string;
  readonly written: string;
}

const STEP =
  /^<!-- edit (?<file>\S+): "(?<before>[^"]*)" -> "(?<after>[^"]*)" -->$|^```console\n(?<block>[^]*?)\n```$/gm;

/** Calls the commands of a page one after the other, and does to files what the page says in between. */
export async function commandsOf(page: string, folder: string): Promise<readonly ShownCommand[]> {
  const commands: ShownCommand[] = [];
  let cwd = folder;
  for (const { groups = {} } of page.matchAll(STEP)) {
    const { file, before = '', after = '', block = '' } = groups;
    if (file !== undefined) edit(join(cwd, file), unescaped(before), unescaped(after));
    for (const part of block.split(/^(?=\$ )/m)) {
      const [line = '', ...lines] = part.trimEnd().split('\n');
      const [program, ...args] = line.slice(2).split(' ');
      if (program === 'cd') cwd = join(cwd, args.join(' '));
      if (program !== 'tenon') continue;
      const { out, err } = await call({ cwd }, ...args);
      commands.push({ line, shown: lines.join('\n'), written: settled(err + out) });
    }
  }
  return commands;
}

/** A text without what differs from run to run. */
export function settled(text: string): string {
  return text.trimEnd().replace(/\d+(?:\.\d+)? (?:ms|s)\b/g, '0.4 ms');
}

function edit(path: string, before: string, after: string): void {
  const text = readFileSync(path, 'utf8');
  if (!text.includes(before)) throw new Error(`There is no "${before}" in ${path}.`);
  writeFileSync(path, text.replace(before, after));
}

function unescaped(text: string): string {
  return text.replaceAll('\\n', '\n');
}
