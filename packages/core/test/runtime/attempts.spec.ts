import { createRuntime, defineNode, type Plugin, workflow } from '@tenon/core';
import { pass } from '@tenon/testing';
import { expect } from 'chai';
import { loops, tapping } from '../support/plugins.js';

/** Calls a node again until it does not fail. */
function retrying(): Plugin {
  return tapping('retrying', (hooks) => {
    hooks.node.tap('retrying', (wraps) => {
      wraps.add('retry', (next) => async (inputs, context) => {
        for (;;) {
          try {
            return await next(inputs, context);
          } catch {
            // once more
          }
        }
      });
    });
  });
}

function failingTimes(times: number) {
  let left = times;
  return defineNode({
    type: 'fails-at-first',
    run: () => {
      if (left-- > 0) throw new Error('not yet');
      return {};
    },
  });
}

describe('the attempts of a node', () => {
  it('are counted where a wrapper calls it again', async () => {
    const flow = workflow('attempts');
    flow.add('twice', failingTimes(2));
    flow.add('at once', failingTimes(0));
    const { outcomes } = await createRuntime({ plugins: [retrying()] }).execute(flow.build());
    expect(Array.from(outcomes, ({ node, attempts }) => [node, attempts])).to.deep.equal([
      ['twice', 3],
      ['at once', 1],
    ]);
  });

  it('are none where a wrapper lets none through, also after a visit that had some', async () => {
    const refusing = tapping('refusing', (hooks) => {
      hooks.node.tap('refusing', (wraps) => {
        wraps.add('retry', (next) => (inputs, context) => {
          if ((context.loop?.count ?? 2) === 2) throw new Error('not now');
          return next(inputs, context);
        });
      });
    });
    const alone = workflow('alone');
    alone.add('it', failingTimes(0));
    const first = await createRuntime({ plugins: [refusing] }).start(alone.build()).result;
    expect(first.outcomes.get('it')?.attempts).to.equal(0);
    const loop = workflow('loop');
    loop.add('it', pass, { value: 1 });
    const back = [{ from: 'it', output: 'value', to: 'it', input: 'value' }];
    loop.loop('l', { back, maxIterations: 3 });
    const second = await createRuntime({ plugins: [refusing, loops()] }).start(loop.build()).result;
    const { attempts, iterations } = second.outcomes.get('it') ?? {};
    expect([attempts, iterations]).to.deep.equal([0, 2]);
  });

  it('are one where nothing calls it again', async () => {
    const flow = workflow('attempts');
    flow.add('bad', failingTimes(1));
    const { outcomes } = await createRuntime().start(flow.build()).result;
    expect(outcomes.get('bad')?.attempts).to.equal(1);
  });
});
