import { formatDescription } from '@tenon/core';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io/io.js';
import { say } from '../io/lines.js';
import { jsonText } from '../json/json-text.js';
import { type HostOptions, openHost } from './host.js';

/** What `tenon describe` may be told. */
export interface DescribeOptions extends HostOptions {
  readonly json?: boolean;
}

/** Tells what a runtime of this configuration is made of, and in which order. */
export async function describeHost(io: Io, options: DescribeOptions): Promise<ExitCode> {
  const { runtime } = await openHost(io, options);
  const description = runtime.describe();
  await runtime.dispose();
  say(io.stdout, options.json === true ? jsonText(description, 2) : formatDescription(description));
  return EXIT.completed;
}
