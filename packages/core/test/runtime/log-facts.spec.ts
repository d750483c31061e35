import { defineNode, type LogDetails, Logger, type LogLevel, port, type Run } from '@tenon/core';
import { aRuntime, only, RecordingLogger } from '@tenon/testing';
import { expect } from 'chai';

type Line = readonly [facts: LogDetails, level: LogLevel, message: string];

/** A logger with fields for what its children state. */
class StatingLogger implements Logger {
  readonly #lines: Line[];
  readonly #facts: LogDetails;

  constructor(lines: Line[], facts: LogDetails = {}) {
    this.#lines = lines;
    this.#facts = facts;
  }

  child(facts: LogDetails): Logger {
    return new StatingLogger(this.#lines, { ...this.#facts, ...facts });
  }

  debug = (message: string) => void this.#lines.push([this.#facts, 'debug', message]);
  info = (message: string) => void this.#lines.push([this.#facts, 'info', message]);
  warn = (message: string) => void this.#lines.push([this.#facts, 'warn', message]);
  error = (message: string) => void this.#lines.push([this.#facts, 'error', message]);
}

const talking = defineNode({
  type: 'talking',
  outputs: { value: port() },
  run: (_inputs, { log }) => {
    for (const level of ['debug', 'info', 'warn', 'error'] as const) log[level]('hello');
    return { value: 1 };
  },
});

/** Runs a node that talks, with a logger, and with what a tap of `prepare` does. */
async function run(logger: Logger, prepare: (run: Run) => void = () => undefined): Promise<string> {
  const { runtime } = aRuntime({
    plugins: [
      {
        manifest: { name: 'first', version: '1.0.0' },
        apply(hooks) {
          hooks.prepare.tap('first', (_request, of) => {
            prepare(of);
          });
        },
      },
    ],
    configure: ({ bind }) => {
      bind(Logger).toConstantValue(logger);
    },
  });
  return (await runtime.start(only(talking), { id: 'run-7' }).result).status;
}

describe('a logger that makes children', () => {
  it('is told whose lines they are, at every level', async () => {
    const lines: Line[] = [];
    await run(new StatingLogger(lines), ({ log }) => log.info('preparing'));
    const ofRun = { runId: 'run-7', workflow: 'test' };
    expect(lines).to.deep.equal([
      [ofRun, 'info', 'preparing'],
      ...(['debug', 'info', 'warn', 'error'] as const).map((level) => [
        { ...ofRun, node: 'only' },
        level,
        'hello',
      ]),
    ]);
  });

  it('is told so without the secrets of the run, from when there are some', async () => {
    const lines: Line[] = [];
    await run(new StatingLogger(lines), (of) => {
      of.log.info('before');
      of.log.info('once more');
      const text = (from: string) => from.replaceAll('only', '[secret KEY]');
      of.mask = {
        text,
        value: <T>(value: T) => JSON.parse(text(JSON.stringify(value) ?? 'null')) as T,
      };
    });
    expect(lines.map(([facts]) => facts['node'])).to.deep.equal([
      undefined,
      undefined,
      ...Array<string>(4).fill('[secret KEY]'),
    ]);
  });

  it('is asked for lines without its facts where it makes none', async () => {
    const lines: Line[] = [];
    const throwing = Object.assign(new StatingLogger(lines), {
      child: () => {
        throw new Error('boom');
      },
    });
    expect(await run(throwing)).to.equal('completed');
    const answering = Object.assign(new StatingLogger(lines), { child: () => undefined as never });
    expect(await run(answering)).to.equal('completed');
    expect(lines.map(([facts, level]) => [facts, level])).to.deep.equal(
      [1, 2].flatMap(() => ['debug', 'info', 'warn', 'error'].map((level) => [{}, level])),
    );
  });

  it('is no more than a wish: another logger gets the lines it always got', async () => {
    const log = new RecordingLogger();
    await run(log, (of) => expect(of.log.child).to.equal(undefined));
    expect(log.lines.map(({ message, details }) => [message, details])).to.deep.equal(
      Array.from({ length: 4 }, () => ['hello', undefined]),
    );
  });
});
