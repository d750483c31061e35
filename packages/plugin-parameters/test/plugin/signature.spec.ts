import { port, type Workflow, workflow } from '@tenon/core';
import { parametersOf } from '@tenon/plugin-parameters';
import { expect } from 'chai';
import { got } from '../support/nodes.js';
import { refusedFor, run, withParameters } from '../support/runtime.js';

function signed() {
  const flow = workflow('signed', {
    inputs: {
      customerId: port<string>().describe('Whose orders.'),
      rate: port<number>().default(0.1),
      tags: port<string>().many().optional(),
      region: { type: 'string' },
    },
  });
  const n = flow.add('n', got, { b: '${region}/${rate}' });
  flow.input('customerId').to(n.in.a);
  return flow.build();
}

describe('the declared inputs of a workflow', () => {
  it('are its public signature: names, types, defaults, descriptions', () => {
    expect(
      signed().inputs.map(({ name, port: { presence, defaultValue, description, isMany } }) => [
        name,
        presence,
        defaultValue,
        description,
        isMany,
      ]),
    ).to.deep.equal([
      ['customerId', 'required', undefined, 'Whose orders.', false],
      ['rate', 'default', 0.1, undefined, false],
      ['tags', 'optional', undefined, undefined, true],
      ['region', 'required', undefined, undefined, false],
    ]);
  });

  it('take workflow-level values, under names of their own, and hand them to their targets only', async () => {
    const { results } = await run(signed(), { customerId: 'c7', region: 'eu' });
    expect(results['n']).to.deep.equal({ got: { a: 'c7', b: 'eu/0.1' } });
  });

  it('are required where they say so', async () => {
    const result = await run(signed(), { region: 'eu' });
    expect(refusedFor(result)).to.deep.equal(['INPUT_REQUIRED']);
    expect(result.error?.message).to.include('Input "customerId" of workflow "signed" is required');
    const both = await run(signed(), {});
    expect(refusedFor(both)).to.deep.equal([
      'INPUT_REQUIRED',
      'INPUT_REQUIRED',
      'TEMPLATE_UNRESOLVED',
    ]);
  });

  it('are checked by the compiler where a run is given parameters', async () => {
    const { runtime } = withParameters();
    const flow = signed();
    const fine = { customerId: 'c7', region: 'eu' };
    await runtime.execute(flow, { parameters: fine });
    await runtime.execute(flow, { parameters: { ...fine, rate: 2, tags: ['a'], n: { a: 1 } } });
    await runtime.execute(flow, { parameters: { ...fine, rate: undefined } });
    await runtime.execute(flow, {
      parameters: parametersOf({ values: fine, nodes: { n: { a: 1 } } }),
    });
    const wrong = () => [
      // @ts-expect-error a number is no string
      runtime.start(flow, { parameters: { customerId: 7, region: 'eu' } }),
      // @ts-expect-error "customerId" is required, and misspelt
      runtime.start(flow, { parameters: { customerID: 'c7', region: 'eu' } }),
      // @ts-expect-error text is no number
      runtime.start(flow, { parameters: { ...fine, rate: '2' } }),
      // @ts-expect-error one that takes many takes a list
      runtime.start(flow, { parameters: { ...fine, tags: 'a' } }),
      // @ts-expect-error text is no parameters
      runtime.start(flow, { parameters: 'c7' }),
    ];
    expect(wrong).to.be.a('function');
  });

  it('are open to the compiler where a workflow declares none, or came from elsewhere', async () => {
    const { runtime } = withParameters();
    const open = workflow('open');
    open.add('n', got);
    await runtime.execute(open.build(), { parameters: { a: 1 } });
    const loaded: Workflow = signed();
    const { error } = await runtime.start(loaded, { parameters: 5 }).result;
    expect(error?.code).to.equal('INPUT_REQUIRED');
  });
});
