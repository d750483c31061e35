import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io/io.js';
import { say } from '../io/lines.js';
import { paletteFor } from '../io/palette.js';
import { failureRecord } from '../json/event-record.js';
import { jsonText } from '../json/json-text.js';
import { issueText } from '../show/issue-text.js';
import { isUnreadable, type ReadWorkflow } from './read-workflow.js';

/** Tells why a file is no workflow, as a line of JSON where `--json` asks for events, and answers the exit code. */
export function tellUnread(
  io: Pick<Io, 'cwd' | 'env' | 'stderr' | 'stdout'>,
  { issues, error }: Extract<ReadWorkflow, { error: Error }>,
  asEvents = false,
): ExitCode {
  const exitCode = isUnreadable(issues) ? EXIT.usage : EXIT.refused;
  if (asEvents) say(io.stdout, jsonText(failureRecord(error, issues, exitCode)));
  else {
    const palette = paletteFor(io.env, io.stderr);
    for (const issue of issues) say(io.stderr, issueText(issue, palette, io.cwd));
  }
  return exitCode;
}
