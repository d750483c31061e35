import {
  type AsyncTaps,
  createRuntime,
  Logger,
  NodeType,
  type Plugin,
  serviceId,
} from '@tenon/core';
import {
  aRuntime,
  aWorkflow,
  only,
  pass,
  spied,
  unhandledRejectionsDuring,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { ASYNC, DECISIONS, OBSERVERS, on } from '../support/hook-taps.js';
import { tapping } from '../support/plugins.js';
import { eventually, never } from '../support/waiting.js';
import { thrown } from '../unit/errors/thrown.js';

describe('a plugin that fails', () => {
  it('while it registers or applies fails the start, named; the cause is what it threw', () => {
    const boom = new Error('boom');
    for (const given of [boom, undefined, 'text', null]) {
      for (const phase of ['register', 'apply'] as const) {
        const plugin: Plugin = {
          manifest: { name: 'mine', version: '1.0.0' },
          [phase]: () => {
            throw given as unknown;
          },
        };
        const error = thrown(() => createRuntime({ plugins: [plugin] }));
        expect([error.code, error.where.plugin], phase).to.deep.equal(['PLUGIN_FAILED', 'mine']);
        expect('cause' in error && error.cause === given).to.equal(true);
        expect(error.message).to.include('"mine"');
      }
    }
  });

  it('by being asynchronous at start fails it as well, and causes no unhandled rejection', async () => {
    const reasons = await unhandledRejectionsDuring(() => {
      for (const phase of ['register', 'apply'] as const) {
        const plugin = {
          manifest: { name: 'mine', version: '1.0.0' },
          [phase]: () => Promise.reject(new Error('late')),
        } as unknown as Plugin;
        const error = thrown(() => createRuntime({ plugins: [plugin] }));
        expect([error.code, error.where.plugin]).to.deep.equal(['PLUGIN_FAILED', 'mine']);
      }
    });
    expect(reasons).to.deep.equal([]);
  });

  it('at start has what was started before it closed again, the last first', async () => {
    const closed: string[] = [];
    const Socket = serviceId<object>('test.Socket');
    const opens = (name: string, after: string[]) =>
      tapping(name, (hooks) => hooks.dispose.tap(name, () => void closed.push(name)), { after });
    const serves = tapping('serves', (_hooks, services) => void services.get(Socket), {
      register: ({ bind }) => {
        bind(Socket)
          .toResolvedValue(() => ({}))
          .inSingletonScope()
          .onDeactivation(() => void closed.push('socket'));
      },
    });
    const bad = tapping(
      'bad',
      () => {
        throw new Error('boom');
      },
      { after: ['two', 'serves'] },
    );
    const unreached = tapping(
      'never',
      (hooks) => hooks.dispose.tap('never', () => void closed.push('never')),
      {
        after: ['bad'],
      },
    );
    const plugins = [opens('one', []), opens('two', ['one']), serves, bad, unreached];
    expect(thrown(() => aRuntime({ plugins })).code).to.equal('PLUGIN_FAILED');
    await eventually(() => closed.length >= 3);
    expect(closed).to.deep.equal(['two', 'one', 'socket']);
  });

  it('is not started at all when the services do not fit together', () => {
    let applied = 0;
    const twice = [{ ...pass }, { ...pass }];
    const start = () =>
      aRuntime({
        plugins: [tapping('mine', () => void applied++)],
        configure: ({ bind }) => {
          for (const type of twice) bind(NodeType).toConstantValue(type);
        },
      });
    expect(thrown(start).code).to.equal('NODE_TYPE_DUPLICATE');
    expect(applied).to.equal(0);
  });

  for (const hook of DECISIONS) {
    for (const later of ASYNC.includes(hook) ? [false, true] : [false]) {
      for (const given of [new Error('boom'), undefined]) {
        const how = `${later ? 'later, ' : ''}with ${given === undefined ? 'undefined' : 'an error'}`;
        it(`in the hook "${hook}" ${how} fails what it decides on, naming plugin and hook`, async () => {
          const fail = () => {
            if (later) return Promise.reject(given);
            throw given as unknown;
          };
          const { node, calls } = spied();
          const { runtime } = aRuntime({ plugins: [on(hook, fail, later)] });
          const { status, error, warnings } = await runtime.start(only(node)).result;
          const hasStarted = hook === 'execute' || hook === 'results';
          expect(status).to.equal(hasStarted ? 'failed' : 'refused');
          expect([error?.code, error?.where.plugin, error?.where.hook]).to.deep.equal([
            'HOOK_FAILED',
            'mine',
            hook,
          ]);
          expect(error?.message).to.include(`"mine"`).and.to.include(`"${hook}"`);
          expect('cause' in (error as Error) && error?.cause === given).to.equal(true);
          expect(calls).to.have.length(hook === 'results' ? 1 : 0);
          expect(warnings).to.deep.equal([]);
        });
      }
    }
  }

  for (const hook of OBSERVERS) {
    for (const later of ASYNC.includes(hook) ? [false, true] : [false]) {
      it(`in the hook "${hook}"${later ? ' later' : ''} is isolated: the others run, and the run warns`, async () => {
        const boom = new Error('boom');
        const fail = () => {
          if (later) return Promise.reject(boom);
          throw boom;
        };
        let others = 0;
        const other = tapping(
          'other',
          (hooks) => (hooks[hook] as AsyncTaps<never[], void>).tap('other', () => void others++),
          { after: ['mine'] },
        );
        const { runtime, log } = aRuntime({ plugins: [on(hook, fail, later), other] });
        const { status, warnings } = await runtime.start(only(value(1))).result;
        expect([status, others]).to.deep.equal(['completed', 1]);
        expect(warnings.map(({ code }) => code)).to.deep.equal(['OBSERVER_FAILED']);
        expect(warnings[0]?.message).to.equal(`Plugin "mine" failed in the hook "${hook}": boom`);
        expect(log.lines.map(({ level, details }) => [level, details?.['code']])).to.deep.equal([
          ['warn', 'OBSERVER_FAILED'],
        ]);
      });
    }
  }

  it('in the hook "dispose" keeps nobody else from closing, and is logged', async () => {
    const closed: string[] = [];
    const closing = (name: string, fn: () => unknown) =>
      tapping(name, (hooks) => {
        hooks.dispose.tapPromise(name, async () => {
          closed.push(name);
          await fn();
        });
      });
    const clock = new VirtualClock();
    const { runtime, log } = aRuntime({
      clock,
      hookTimeoutMs: 50,
      plugins: [
        closing('a', () => undefined),
        closing('b', () => {
          throw new Error('boom');
        }),
        closing('c', never),
        closing('d', () => Promise.reject(new Error('late'))),
      ],
    });
    await clock.until(runtime.dispose());
    expect(closed).to.deep.equal(['d', 'c', 'b', 'a']);
    expect(log.lines.map(({ details }) => details?.['code'])).to.deep.equal([
      'OBSERVER_FAILED',
      'HOOK_TIMEOUT',
      'OBSERVER_FAILED',
    ]);
  });

  it('costs the run nothing when the logger of the host throws at that', async () => {
    const fail = () => {
      throw new Error('no log');
    };
    const throwing = { debug: fail, info: fail, warn: fail, error: fail };
    const { runtime } = aRuntime({
      plugins: [
        on('nodeSettled', () => {
          throw new Error('boom');
        }),
      ],
      configure: ({ bind }) => {
        bind(Logger).toConstantValue(throwing);
      },
    });
    const { status, warnings } = await runtime.start(only(value(1))).result;
    expect([status, warnings.map(({ code }) => code)]).to.deep.equal([
      'completed',
      ['OBSERVER_FAILED'],
    ]);
  });

  it('by warning endlessly fills the list of warnings only so far', async () => {
    const { runtime } = aRuntime({
      plugins: [
        on('nodeSettled', () => {
          throw new Error('boom');
        }),
      ],
    });
    const flow = aWorkflow();
    for (let i = 0; i < 3000; i++) flow.node(`n${String(i)}`, value(i));
    const { status, warnings } = await runtime.start(flow.build()).result;
    expect([status, warnings.length]).to.deep.equal(['completed', 1001]);
    expect(warnings.at(-1)?.code).to.equal('WARNINGS_DROPPED');
  });
});
