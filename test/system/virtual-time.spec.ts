import {
  Clock,
  defineNode,
  type Plugin,
  port,
  type RunOptions,
  type Workflow,
  workflow,
} from '@tenon/core';
import { delay } from '@tenon/nodes-standard';
import { cycles } from '@tenon/plugin-cycles';
import { parameters, SecretProvider } from '@tenon/plugin-parameters';
import { validation } from '@tenon/plugin-validation';
import { add, aRuntime, aWorkflow, failing, only, sleeping, VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import { filesUnder, namesIn, textOf } from './support/repository.js';

/** Twelve hours: a run may take a day where nothing else is said. */
const LONG = 43_200_000;

/** What takes time, how long it takes by the clock of the runtime, and what comes of it. */
interface Timed {
  readonly what: string;
  readonly takes: number;
  readonly status: string;
  readonly code?: string;
  readonly flow: (clock: VirtualClock) => Workflow;
  readonly plugins?: readonly Plugin[];
  readonly options?: RunOptions;
}

/** Tries once more after a long time. */
const retrying: Plugin = {
  manifest: { name: 'retrying', version: '1.0.0' },
  apply(hooks, services) {
    const clock = services.get(Clock);
    hooks.node.tap('retrying', (wraps) =>
      wraps.add('retry', (next) => async (inputs, context) => {
        try {
          return await next(inputs, context);
        } catch {
          await new Promise<void>((resolve) => void clock.timer(LONG, resolve));
          return next(inputs, context);
        }
      }),
    );
  },
};

/** Never comes back from a hook. */
const hanging: Plugin = {
  manifest: { name: 'hanging', version: '1.0.0' },
  apply: (hooks) => hooks.prepare.tapPromise('hanging', () => new Promise<void>(() => {})),
};

/** A provider that never answers. */
const silent: Plugin = {
  manifest: { name: 'silent', version: '1.0.0' },
  register({ bind }) {
    bind(SecretProvider).toConstantValue({ get: () => new Promise<string>(() => {}) });
  },
};

const withSecret = defineNode({
  type: 'with-secret',
  outputs: { value: port<number>() },
  secrets: { key: 'KEY' },
  run: () => ({ value: 1 }),
});

function loop(limits: object): Workflow {
  const flow = workflow('loop');
  const pause = flow.add('pause', delay, { ms: 1000 });
  const count = flow.add('count', add, { a: 0, b: 1 });
  flow.wire({ from: 'count', output: 'value', to: 'pause', input: 'value' });
  flow.loop('loop', { back: [[pause.output('value'), count.input('a')]], ...limits });
  return flow.build();
}

const TIMED: readonly Timed[] = [
  {
    what: 'a delay',
    takes: LONG,
    status: 'completed',
    flow: () => only(delay, { ms: LONG }),
  },
  {
    what: 'delays one after another and side by side',
    takes: 5000,
    status: 'completed',
    flow: () =>
      aWorkflow()
        .node('a', delay, { ms: 2000, value: 1 })
        .node('b', delay, { ms: 3000 })
        .node('c', delay, { ms: 4000 })
        .edge('a', 'b.value')
        .build(),
  },
  {
    what: 'a retry',
    takes: LONG,
    status: 'failed',
    code: 'NODE_FAILED',
    flow: () => only(failing(new Error('down'))),
    plugins: [retrying],
    options: { timeoutMs: 2 * LONG },
  },
  {
    what: 'the time limit of a run',
    takes: LONG / 2,
    status: 'failed',
    code: 'TIMEOUT',
    flow: () => only(delay, { ms: LONG }),
    options: { timeoutMs: LONG / 2 },
  },
  {
    what: 'the time limit of a node',
    takes: 7000,
    status: 'failed',
    code: 'TIMEOUT',
    flow: () => only(delay, { ms: LONG }, { timeoutMs: 7000 }),
  },
  {
    what: 'the grace of a node that ignores its abort',
    takes: 1000 + 9000,
    status: 'failed',
    code: 'TIMEOUT',
    flow: (clock) => only(sleeping(clock, LONG, { ignoresAbort: true })),
    options: { timeoutMs: 1000, graceMs: 9000 },
  },
  {
    what: 'a loop of delays',
    takes: 50_000,
    status: 'completed',
    flow: () => loop({ maxIterations: 50 }),
    plugins: [cycles()],
  },
  {
    what: 'the time limit of a loop',
    takes: 10_500,
    status: 'failed',
    code: 'LOOP_TIMEOUT',
    flow: () => loop({ maxIterations: 50, timeoutMs: 10_500 }),
    plugins: [cycles()],
  },
  {
    what: 'the time limit of a hook',
    takes: 30_000,
    status: 'refused',
    code: 'HOOK_TIMEOUT',
    flow: () => only(delay, { ms: 1 }),
    plugins: [hanging],
  },
  {
    what: 'the time limit of secrets',
    takes: 4000,
    status: 'refused',
    flow: () => only(withSecret),
    plugins: [parameters({ secretTimeoutMs: 4000 }), silent],
  },
];

describe('Time in Tenon', () => {
  for (const { what, takes, status, code, flow, plugins = [], options = {} } of TIMED) {
    it(`is that of the clock: ${what} takes no real time, and the same each time`, async () => {
      const before = performance.now();
      const ran = async () => {
        const clock = new VirtualClock();
        const { runtime } = aRuntime({ clock, plugins: [validation(), ...plugins] });
        const {
          status: ended,
          error,
          outcomes,
        } = await clock.until(runtime.start(flow(clock), { ...options, timing: true }).result);
        const times = [...outcomes].map(({ startedAt, durationMs }) => [startedAt, durationMs]);
        return {
          status: ended,
          code: error?.code,
          now: clock.now(),
          times,
          left: clock.pendingTimers,
        };
      };
      const first = await ran();
      expect(first).to.include({ status, now: takes });
      if (code !== undefined) expect(first.code).to.equal(code);
      expect(await ran()).to.deep.equal(first);
      expect(performance.now() - before).to.be.below(takes);
    });
  }

  it('is read and waited for in one place, and by the progress line of the command', () => {
    const own =
      /\b(?:setTimeout|setInterval|setImmediate|Date\.now|performance\.now|hrtime)\b|\bnew Date\(\)|AbortSignal\.timeout|timers\/promises/;
    const found = namesIn('packages')
      .filter((name) => name !== 'testing')
      .flatMap((name) => filesUnder(`packages/${name}/src`))
      .filter((path) => path.endsWith('.ts'))
      .filter((path) => own.test(textOf(path).replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '')));
    expect(found).to.deep.equal([
      'packages/cli/src/io/process-io.ts',
      'packages/core/src/services/clock.ts',
    ]);
  });
});
