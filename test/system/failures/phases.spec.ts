import { type Plugin, type Runtime, RuntimeError } from '@tenon/core';
import { aRuntime, unhandledRejectionsDuring, VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import { Container } from 'inversify';
import { optionsFor, PARTS, pluginsOf, workflowFor } from '../support/parts.js';
import { BOOM, NAME } from './misbehaving.js';

/** How a phase can go wrong: by what its function does. */
const WAYS: ReadonlyMap<string, () => unknown> = new Map([
  [
    'throws',
    () => {
      throw BOOM;
    },
  ],
  ['answers a promise that rejects', () => Promise.reject(BOOM)],
  ['answers a promise that never settles', () => new Promise(() => {})],
]);

const HOOK_MS = 100;

function bad(members: Pick<Plugin, 'apply' | 'register'>, stage: number): Plugin {
  return { manifest: { name: NAME, version: '1.0.0', stage }, ...members };
}

async function statusIn(runtime: Runtime): Promise<string> {
  return (await runtime.start(workflowFor(PARTS), optionsFor(PARTS)).result).status;
}

describe('a plugin that misbehaves at the start', () => {
  for (const phase of ['register', 'apply'] as const) {
    for (const [how, misbehave] of WAYS) {
      it(`and ${how} in ${phase} fails the start, named, and the container starts another runtime`, async () => {
        const container = new Container({ defaultScope: 'Singleton' });
        const plugins = pluginsOf(PARTS);
        const reasons = await unhandledRejectionsDuring(async () => {
          // Before all steps, between them, and behind them.
          for (const stage of [50, 650, 1050]) {
            const member = { [phase]: misbehave } as Pick<Plugin, typeof phase>;
            const clock = new VirtualClock();
            let error: unknown;
            try {
              aRuntime({ clock, container, plugins: [...plugins, bad(member, stage)] });
            } catch (thrown) {
              error = thrown;
            }
            expect(RuntimeError.is(error, 'PLUGIN_FAILED') && error.where.plugin).to.equal(NAME);
            await clock.settle();
            expect(clock.pendingTimers).to.equal(0);
          }
          const { runtime } = aRuntime({ container, plugins });
          expect(await statusIn(runtime)).to.equal('completed');
        });
        expect(reasons).to.deep.equal([]);
      });
    }
  }
});

describe('a plugin that misbehaves at the end', () => {
  for (const [how, misbehave] of WAYS) {
    for (const mayWait of [false, true]) {
      it(`and ${how} in ${mayWait ? 'an asynchronous' : 'a synchronous'} tap of dispose is logged, named, and everybody else closes`, async () => {
        const clock = new VirtualClock();
        const closed: string[] = [];
        const closing = (name: string, stage: number): Plugin => ({
          manifest: { name, version: '1.0.0', stage },
          apply: (hooks) => hooks.dispose.tap(name, () => void closed.push(name)),
        });
        const misbehaving = bad(
          {
            apply(hooks) {
              if (mayWait) hooks.dispose.tapPromise(NAME, misbehave as () => Promise<void>);
              else hooks.dispose.tap(NAME, misbehave);
            },
          },
          650,
        );
        const plugins = [
          ...pluginsOf(PARTS),
          closing('first', 50),
          misbehaving,
          closing('last', 1050),
        ];
        const reasons = await unhandledRejectionsDuring(async () => {
          const { runtime, log } = aRuntime({ clock, plugins, hookTimeoutMs: HOOK_MS });
          expect(await statusIn(runtime)).to.equal('completed');
          await clock.until(runtime.dispose());
          expect(closed).to.deep.equal(['last', 'first']);
          const [line, ...others] = log.lines;
          expect(others).to.deep.equal([]);
          expect(line?.message).to.include(`"${NAME}"`).and.to.include('"dispose"');
          expect(clock.now()).to.be.at.most(HOOK_MS);
          expect(clock.pendingTimers).to.equal(0);
        });
        expect(reasons).to.deep.equal([]);
        // The very same plugins serve another runtime.
        expect(await statusIn(aRuntime({ plugins }).runtime)).to.equal('completed');
      });
    }
  }
});
