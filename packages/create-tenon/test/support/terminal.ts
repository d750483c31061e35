import { PassThrough, Writable } from 'node:stream';
import { createTenon, type Io } from 'create-tenon';

/** What a test's terminal is like. */
export interface TerminalOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  /** What is typed, one part at each question. */
  readonly typed?: readonly string[];
  readonly hasColors?: boolean;
}

/** A command that has ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

class Recorder extends Writable {
  text = '';
  readonly columns = 100;
  readonly rows = 30;

  constructor(
    readonly isTTY: boolean,
    private readonly coloured: boolean,
  ) {
    super({ decodeStrings: false });
  }

  hasColors(): boolean {
    return this.coloured;
  }

  override _write(part: string | Buffer, _encoding: string, done: () => void): void {
    this.text += String(part);
    done();
  }
}

/** A keyboard, which raw mode changes nothing of. */
class Keyboard extends PassThrough {
  constructor(readonly isTTY: boolean) {
    super();
  }

  setRawMode(): this {
    return this;
  }
}

/** Calls the command in a terminal of its own. */
export async function call(options: TerminalOptions, ...args: readonly string[]): Promise<Ended> {
  const { cwd, env = {}, isTTY = false, typed = [], hasColors = false } = options;
  const stdin = new Keyboard(isTTY);
  const stdout = new Recorder(isTTY, hasColors);
  const stderr = new Recorder(isTTY, hasColors);
  const io: Io = { stdin, stdout, stderr, env, cwd };
  const ended = createTenon(args, io);
  for (const part of typed) {
    // A question is asked before it is answered.
    await new Promise((resolve) => setTimeout(resolve, 50));
    stdin.write(part);
  }
  const code = await ended;
  return { code, out: stdout.text, err: stderr.text };
}
