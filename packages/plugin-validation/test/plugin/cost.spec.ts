import { defineNode, type Invoke, type Plugin, port } from '@tenon/core';
import { aWorkflow, chainOf, pass, value } from '@tenon/testing';
import { expect } from 'chai';
import { taking } from '../support/nodes.js';
import { withValidation } from '../support/runtime.js';

/** Notes the function of each node as everything inside its check band makes it, and as it is behind the checks. */
function watching(seen: Map<string, readonly [inner: Invoke, outer: Invoke]>): Plugin {
  return {
    manifest: { name: 'watching', version: '1.0.0' },
    apply(hooks) {
      hooks.node.tap('watching', (wraps, { id }) => {
        let inner: Invoke | undefined;
        wraps.add('attempt', (next) => {
          inner = next;
          return next;
        });
        wraps.add('limit', (next) => {
          seen.set(id, [inner as Invoke, next]);
          return next;
        });
      });
    },
  };
}

async function wrappedNodes(mode: 'off' | 'warn' | 'strict'): Promise<string[]> {
  const seen = new Map<string, readonly [Invoke, Invoke]>();
  const typed = defineNode({
    type: 'typed',
    outputs: { value: port({ type: 'integer' }) },
    run: () => ({ value: 1 }),
  });
  const flow = aWorkflow()
    .node('plain', value(1))
    .node('typed', typed)
    .node('to', taking({ type: 'integer' }))
    .node('also', pass)
    .edge('plain', 'to.value')
    .edge('typed', 'also.value')
    .build();
  await withValidation({ mode, plugins: [watching(seen)] }).runtime.execute(flow);
  return [...seen].filter(([, [inner, outer]]) => inner !== outer).map(([id]) => id);
}

describe('what is not checked', () => {
  it('has no wrapper: nodes without schemas in every mode, and all nodes where checks are off', async () => {
    expect(await wrappedNodes('off')).to.deep.equal([]);
    expect(await wrappedNodes('warn')).to.deep.equal(['typed', 'to']);
    expect(await wrappedNodes('strict')).to.deep.equal(['typed', 'to']);
  });

  it('is never awaited: synchronous schemas leave a synchronous node synchronous', async () => {
    const seen = new Map<string, readonly [Invoke, Invoke]>();
    const results: unknown[] = [];
    const looks: Plugin = {
      manifest: { name: 'looks', version: '1.0.0' },
      apply(hooks) {
        hooks.node.tap('looks', (wraps) => {
          wraps.add('observe', (next) => (inputs, context) => {
            const result = next(inputs, context);
            results.push(result instanceof Promise);
            return result;
          });
        });
      },
    };
    const flow = chainOf(5, taking({ type: 'integer' }) as never);
    await withValidation({ mode: 'strict', plugins: [looks, watching(seen)] }).runtime.execute(
      flow,
    );
    expect(results).to.deep.equal([false, false, false, false, false]);
  });

  it('answers the very outputs that the node returned', async () => {
    const outputs = Object.freeze({ value: 1 });
    const node = defineNode({
      type: 'typed',
      outputs: { value: port({ type: 'integer' }) },
      run: () => outputs,
    });
    const flow = aWorkflow().node('n', node).build();
    const { results } = await withValidation().runtime.execute(flow);
    expect(results['n']).to.equal(outputs);
  });
});
