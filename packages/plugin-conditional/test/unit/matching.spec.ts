import type { Condition } from '@tenon/conditions';
import { RuntimeError } from '@tenon/core';
import { expect } from 'chai';
import { matching } from '#conditional/nodes/matching.js';

describe('matching', () => {
  const place = { id: 'route', workflow: 'orders' };

  function failing(error: unknown, later: boolean): () => unknown {
    const condition = {
      text: 'broken',
      test: () => {
        if (later) return Promise.reject(error);
        throw error;
      },
    } as unknown as Condition;
    return () => matching([{ name: 'large', condition }], {}, false, place);
  }

  it('passes on as it is what is no failure of a condition', async () => {
    const stranger = new RuntimeError('UNKNOWN_NODE', 'There is no node "fti".');
    expect(failing(stranger, false)).to.throw().that.equals(stranger);
    const later: unknown = await (failing(stranger, true)() as Promise<unknown>).catch(
      (error: unknown) => error,
    );
    expect(later).to.equal(stranger);
  });

  it('says of a failure which case it is, and where', () => {
    const cause = new RuntimeError('CONDITION_FAILED', 'It has no value.');
    expect(failing(cause, false))
      .to.throw(RuntimeError, 'Case "large" of node "route": It has no value.')
      .that.deep.includes({
        expression: 'broken',
        where: { workflow: 'orders', node: 'route', port: 'large' },
      });
  });
});
