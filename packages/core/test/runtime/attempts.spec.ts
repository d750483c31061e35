import { createRuntime, defineNode, type Plugin, workflow } from '@tenon/core';
import { expect } from 'chai';
import { tapping } from '../support/plugins.js';

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

  it('are one where nothing calls it again', async () => {
    const flow = workflow('attempts');
    flow.add('bad', failingTimes(1));
    const { outcomes } = await createRuntime().start(flow.build()).result;
    expect(outcomes.get('bad')?.attempts).to.equal(1);
  });
});
