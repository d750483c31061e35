import { port } from '@tenon/core';
import { defineResource, defineResourceNode, Resource, resources } from '@tenon/plugin-resources';
import { only } from '@tenon/testing';
import { expect } from 'chai';
import { Container } from 'inversify';
import { twoRuntimes } from './two-runtimes.js';

describe('two runtimes in one container, with resources', () => {
  it('have each their own, with the very same plugin and the very same declaration', async () => {
    const made: { isOpen: boolean }[] = [];
    const client = defineResource({
      name: 'client',
      shared: true,
      create: () => {
        const one = { isOpen: true, id: made.length + 1 };
        made.push(one);
        return one;
      },
      dispose: (one) => {
        one.isOpen = false;
      },
    });
    const ask = defineResourceNode({
      type: 'ask',
      resources: { client },
      outputs: { id: port<number>() },
      run: (_inputs, { resources: held }) => ({ id: held.client.id }),
    });
    const container = new Container({ defaultScope: 'Singleton' });
    container.bind(Resource).toConstantValue(client);
    const plugin = resources();
    const [one, other] = twoRuntimes({ plugins: [plugin] }, { plugins: [plugin] }, container);
    const ids: unknown[] = [];
    for (const runtime of [one, other, one]) {
      ids.push((await runtime.execute(only(ask))).results['only']?.['id']);
    }
    expect(ids).to.deep.equal([1, 2, 1]);
    await one.dispose();
    expect(made.map(({ isOpen }) => isOpen)).to.deep.equal([false, true]);
    await other.dispose();
  });
});
