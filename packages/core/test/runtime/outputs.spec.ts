import {
  type Node,
  port,
  type RunHandle,
  type RunResult,
  subWorkflow,
  type Workflow,
  workflow,
} from '@tenon/core';
import { add, aRuntime, failing, only, pass, value } from '@tenon/testing';
import { expect } from 'chai';

describe('the outputs of a run', () => {
  const outputs = { sum: port<number>(), note: port<string>().optional() };

  it('are the values of the declared outputs, by their types', async () => {
    const flow = workflow('sums', { outputs });
    const sum = flow.add('sum', add, { a: 1, b: 2 });
    flow.output('sum', sum.out.value);
    const result = await aRuntime().runtime.execute(flow.build());
    const typed: number | undefined = result.outputs.sum;
    const note: string | undefined = result.outputs.note;
    expect([typed, note]).to.deep.equal([3, undefined]);
    // @ts-expect-error it declares no such output
    expect(result.outputs.other).to.equal(undefined);
    expect({ ...result.outputs }).to.deep.equal({ sum: 3 });
    expect(result.outputs).to.be.frozen;
    expect(result.outputs, 'made once').to.equal(result.outputs);
  });

  it('may be taken for those of a workflow of which nothing is known', async () => {
    const flow = workflow('sums', { outputs });
    flow.output('sum', flow.add('sum', add, { a: 1, b: 2 }).out.value);
    const { runtime } = aRuntime();
    const typed: RunResult<{ readonly sum?: number }> = await runtime.start(flow.build()).result;
    const open: RunResult = typed;
    const handle: RunHandle = runtime.start(flow.build());
    const loaded: Workflow = flow.build();
    // @ts-expect-error nothing is known of its outputs
    const sum: number | undefined = (await runtime.execute(loaded)).outputs['sum'];
    expect(sum).to.equal(3);
    for (const result of [open, await handle.result]) {
      expect(result.outputs).to.include({ sum: 3 });
    }
  });

  it('are none where the workflow declares none, and open where nothing is known of it', async () => {
    const result: RunResult = await aRuntime().runtime.execute(only(value(1)));
    expect(result.outputs['value']).to.equal(undefined);
    expect(Object.keys(result.outputs)).to.deep.equal([]);
  });

  it('follow a path, into what a sub-workflow declares as well', async () => {
    const inner = workflow('inner', { outputs: { order: port<{ lines: readonly string[] }>() } });
    const order = inner.add('order', value({ order: { lines: ['x1', 'x2'] } }));
    inner.output('order', order.out.value.at('order'));
    const outer = workflow('outer', { outputs: { sku: port<string>(), ninth: port<string>() } });
    const sub = outer.add('sub', subWorkflow(inner.build()));
    outer.output('sku', sub.out.order.at('lines').at(1));
    outer.output('ninth', sub.out.order.at('lines').at(9));
    const result = await aRuntime().runtime.execute(outer.build());
    expect({ ...result.outputs }).to.deep.equal({ sku: 'x2' });
  });

  it('are absent where their source did not complete, and there where another did', async () => {
    const flow = workflow('partly', {
      outputs: { good: port<number>(), bad: port(), late: port() },
    });
    flow.output('good', flow.add('good', value(1)).out.value);
    const bad = flow.add('bad', failing(new Error('no')));
    const late = flow.add('late', pass);
    flow.connect(bad.output('value'), late.in.value);
    flow.output('bad', bad.output('value'));
    flow.output('late', late.out.value);
    const { result } = aRuntime().runtime.start(flow.build(), { onError: 'continue' });
    expect({ ...(await result).outputs }).to.deep.equal({ good: 1 });
  });

  it('take their default in a run that completed, and in no other', async () => {
    const ending = async (...nodes: readonly Node[]) => {
      const flow = workflow('defaults', { outputs: { text: port<string>().default('none') } });
      for (const [i, node] of nodes.entries()) flow.add(`n${String(i)}`, node);
      return { ...(await aRuntime().runtime.start(flow.build()).result).outputs };
    };
    expect(await ending(value(1) as Node)).to.deep.equal({ text: 'none' });
    expect(await ending(failing(new Error('no')))).to.deep.equal({});
  });

  it('are none in a run that was refused', async () => {
    const flow = workflow('refused', { outputs });
    const sum = flow.add('sum', add);
    flow.output('sum', sum.out.value);
    const { status, outputs: none } = await aRuntime().runtime.start(flow.build()).result;
    expect([status, Object.keys(none)]).to.deep.equal(['refused', []]);
  });

  it('have names that every object has members of, and are undefined for no other', async () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const declared = Object.fromEntries(names.map((name) => [name, port<number>()]));
    const flow = workflow('names', { outputs: declared });
    const one = flow.add('one', value(1));
    for (const name of names) flow.output(name, one.out.value);
    const result = await aRuntime().runtime.execute(flow.build());
    for (const name of names) expect(result.outputs[name], name).to.equal(1);
    expect(Object.keys(result.outputs)).to.deep.equal(names);
  });
});
