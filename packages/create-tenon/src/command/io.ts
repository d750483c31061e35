import type { Readable, Writable } from 'node:stream';

/** A stream to write to, and what is known of the terminal behind it. */
export type Output = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  /** Whether colours are wanted: NO_COLOR, FORCE_COLOR and TERM have a say. */
  readonly hasColors?: (
    count: number,
    env: Readonly<Record<string, string | undefined>>,
  ) => boolean;
};

/** Everything the command touches outside itself, so that a test can stand in for it. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that paths are relative to. */
  readonly cwd: string;
}

/** How many colours are enough. */
const COLOURS = 16;

export function wantsColours(stream: Output, env: Io['env']): boolean {
  return stream.isTTY === true && stream.hasColors?.(COLOURS, env) === true;
}

/** Whether there is somebody to ask. A build may have a terminal too, and nobody before it. */
export function isInteractive({ stdin, stdout, env }: Io): boolean {
  return stdin.isTTY === true && stdout.isTTY === true && (env['CI'] ?? '') === '';
}
