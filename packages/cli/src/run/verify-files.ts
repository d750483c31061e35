import type { Issue } from '@tenon/core';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { harmless } from '../io/harmless.js';
import type { Io } from '../io/io.js';
import { say } from '../io/lines.js';
import { paletteFor } from '../io/palette.js';
import { issueRecord } from '../json/event-record.js';
import { jsonText } from '../json/json-text.js';
import { issueText, tally } from '../show/issue-text.js';
import { type HostOptions, openHost } from './host.js';
import { isUnreadable, locatorOf, readWorkflow } from './read-workflow.js';

/** What `tenon verify` may be told. */
export interface VerifyOptions extends HostOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Tells everything that is wrong with some files, each as it would be told alone. */
export async function verifyFiles(
  io: Io,
  files: readonly string[],
  options: VerifyOptions,
): Promise<ExitCode> {
  const { runtime } = await openHost(io, options);
  const palette = paletteFor(io.env, io.stdout);
  const found: Issue[] = [];
  let areAllUnreadable = true;
  try {
    for (const file of files) {
      const { loaded, issues: flaws } = await readWorkflow(io, file);
      const issues = loaded ? runtime.verify(loaded.workflow).map(locatorOf(loaded)) : flaws;
      areAllUnreadable &&= loaded === undefined && isUnreadable(flaws);
      found.push(...issues);
      if (options.json === true) continue;
      const shown = options.quiet === true ? issues.filter(isError) : issues;
      for (const issue of shown) say(io.stdout, issueText(issue, palette, io.cwd));
      if (options.quiet === true) continue;
      const isGood = !issues.some(isError);
      const mark = isGood ? palette.green('✓') : palette.red('✗');
      const sum = tally(issues);
      const told = isGood ? ['in order', sum].filter(Boolean).join(', ') : sum;
      say(io.stdout, `${mark} ${harmless(file)}: ${told}`);
    }
  } finally {
    await runtime.dispose();
  }
  if (options.json === true) say(io.stdout, jsonText(found.map(issueRecord), 2));
  if (!found.some(isError)) return EXIT.completed;
  return areAllUnreadable ? EXIT.usage : EXIT.refused;
}

function isError({ severity }: Issue): boolean {
  return severity === 'error';
}
