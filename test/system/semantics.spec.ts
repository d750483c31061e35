import {
  createRuntime,
  defineNode,
  port,
  RunError,
  type RunResult,
  subWorkflow,
  workflow,
} from '@tenon/core';
import { expect } from 'chai';

/** The code in docs/semantics.md and docs/semantics-subworkflows.md: each region is shown there. */
describe('the examples of docs/semantics.md', () => {
  it('take the value of an input from the first place that has one', async () => {
    // #region precedence
    const greet = defineNode({
      type: 'greet',
      inputs: { name: port<string>().default('everybody'), mark: port<string>().default('.') },
      outputs: { text: port<string>() },
      run: ({ name, mark }) => ({ text: `Hello ${name}${mark}` }),
    });
    const askName = defineNode({
      type: 'ask-name',
      outputs: { name: port<string>() },
      run: () => ({ name: 'Ann' }),
    });

    const flow = workflow('greetings');
    const ask = flow.add('ask', askName);
    const connected = flow.add('connected', greet, { name: 'Bob' });
    flow.add('configured', greet, { name: 'Bob', mark: '!' });
    flow.add('by-default', greet);
    flow.connect(ask.out.name, connected.in.name);

    const { results } = await createRuntime().execute(flow.build());
    // connected:  Hello Ann.        the connection beats the configuration
    // configured: Hello Bob!        the configuration beats the default
    // by-default: Hello everybody.
    // #endregion
    expect(results['connected']).to.deep.equal({ text: 'Hello Ann.' });
    expect(results['configured']).to.deep.equal({ text: 'Hello Bob!' });
    expect(results['by-default']).to.deep.equal({ text: 'Hello everybody.' });
  });

  it('collect many values in the order of the connections', async () => {
    const value = (type: string, ms: number) =>
      defineNode({
        type,
        outputs: { value: port<string>() },
        run: () =>
          new Promise<{ value: string }>((resolve) => setTimeout(resolve, ms, { value: type })),
      });
    // #region many
    const list = defineNode({
      type: 'list',
      inputs: { values: port<string>().many() },
      outputs: { all: port<readonly string[]>() },
      run: ({ values }) => ({ all: values }),
    });

    const flow = workflow('many');
    const slow = flow.add('slow', value('slow', 20));
    const fast = flow.add('fast', value('fast', 1));
    const all = flow.add('all', list);
    flow.connect(slow.out.value, all.in.values);
    flow.connect(fast.out.value, all.in.values);

    const result = await createRuntime().execute(flow.build());
    result.of(all); // { all: ['slow', 'fast'] }, whichever was done first
    // #endregion
    expect(result.of(all)).to.deep.equal({ all: ['slow', 'fast'] });
  });

  it('give each node one outcome after a failure', async () => {
    const lines: string[] = [];
    const print = (line: string) => lines.push(line);
    // #region failure
    const io = { n: port<number>() };
    const invert = defineNode({
      type: 'invert',
      inputs: io,
      outputs: io,
      run: ({ n }) => {
        if (n === 0) throw new RangeError('zero has no inverse');
        return { n: 1 / n };
      },
    });

    const flow = workflow('inverses');
    const zero = flow.add('zero', invert, { n: 0 });
    const behind = flow.add('behind', invert);
    flow.add('beside', invert, { n: 4 });
    flow.connect(zero.out.n, behind.in.n);

    const run = createRuntime().start(flow.build(), { onError: 'continue' });
    const { status, error, outcomes, results } = await run.result;
    for (const { node, status: how, reason } of outcomes) print(`${node}: ${how} ${reason ?? ''}`);
    // zero: failed
    // behind: skipped upstreamFailed
    // beside: completed
    // #endregion
    expect(status).to.equal('failed');
    expect(error?.code).to.equal('NODE_FAILED');
    expect(error?.cause).to.be.instanceOf(RangeError);
    expect(results).to.deep.equal({ beside: { n: 0.25 }, behind: null });
    expect(lines.map((line) => line.trim())).to.deep.equal([
      'zero: failed',
      'behind: skipped upstreamFailed',
      'beside: completed',
    ]);
  });

  it('tell what happens as it happens', async () => {
    const io = { n: port<number>() };
    const same = defineNode({ type: 'same', inputs: io, outputs: io, run: ({ n }) => ({ n }) });
    const flow = workflow('events');
    const one = flow.add('one', same, { n: 1 });
    const two = flow.add('two', same);
    flow.connect(one.out.n, two.in.n);
    const runtime = createRuntime();
    const lines: string[] = [];
    const print = (line: string) => lines.push(line);
    // #region events
    const run = runtime.start(flow.build());
    for await (const event of run.events()) {
      if (event.type === 'nodeSettled') print(`${event.node}: ${event.outcome.status}`);
    }
    const { status } = await run.result;
    // #endregion
    expect(lines).to.deep.equal(['one: completed', 'two: completed']);
    expect(status).to.equal('completed');
  });

  it('deliver what the workflow declares as its outputs', async () => {
    const add = defineNode({
      type: 'add',
      inputs: { a: port<number>(), b: port<number>() },
      outputs: { sum: port<number>() },
      run: ({ a, b }) => ({ sum: a + b }),
    });
    // #region outputs
    const flow = workflow('totals', { outputs: { total: port<number>() } });
    const sum = flow.add('sum', add, { a: 1, b: 2 });
    flow.output('total', sum.out.sum);

    const { outputs } = await createRuntime().execute(flow.build());
    outputs.total; // 3
    // #endregion
    expect(outputs.total).to.equal(3);
  });

  it('tell why a node stands as it does', async () => {
    const io = { n: port<number>() };
    const fail = defineNode({
      type: 'fail',
      inputs: io,
      outputs: io,
      run: (): { n: number } => {
        throw new Error('no paper');
      },
    });
    const flow = workflow('print');
    const print = flow.add('print', fail, { n: 1 });
    const fold = flow.add('fold', fail);
    const post = flow.add('post', fail);
    flow.connect(print.out.n, fold.in.n);
    flow.connect(fold.out.n, post.in.n);
    const result: RunResult = await createRuntime().start(flow.build()).result;
    // #region why
    let cause = result.why('post');
    while (cause?.because !== undefined) cause = cause.because;
    cause?.text; // Node "print" of workflow "print" failed: …
    // #endregion
    expect(cause?.node).to.equal('print');
    expect(cause?.text).to.match(/^Node "print" of workflow "print" failed: /);
  });

  it('reject with the whole result where a run is awaited', async () => {
    const bad = defineNode({
      type: 'bad',
      run: () => {
        throw new Error('boom');
      },
    });
    const flow = workflow('bad');
    flow.add('bad', bad);
    const runtime = createRuntime();
    const codes: (string | undefined)[] = [];
    const print = (code: string | undefined) => codes.push(code);
    // #region execute
    try {
      await runtime.execute(flow.build());
    } catch (error) {
      if (!RunError.is(error)) throw error;
      print(error.code); // RUN_FAILED
      print(error.result.error?.code); // NODE_FAILED
    }
    // #endregion
    expect(codes).to.deep.equal(['RUN_FAILED', 'NODE_FAILED']);
  });

  it('find everything that is wrong before anything runs', () => {
    const io = { n: port<number>() };
    const same = defineNode({ type: 'same', inputs: io, outputs: io, run: ({ n }) => ({ n }) });
    const runtime = createRuntime();
    // #region verify
    const flow = workflow('wrong');
    flow.add('a', same);
    flow.add('a', same, { m: 1 } as object);
    flow.wire({ from: 'a', output: 'n', to: 'b', input: 'n' });

    const codes = runtime.verify(flow.build()).map(({ code }) => code);
    // DUPLICATE_NODE, UNKNOWN_NODE (b), UNKNOWN_PORT (m), INPUT_REQUIRED (a.n)
    // #endregion
    expect(codes).to.have.members([
      'DUPLICATE_NODE',
      'UNKNOWN_NODE',
      'UNKNOWN_PORT',
      'INPUT_REQUIRED',
    ]);
  });

  it('run a workflow as a node of another', async () => {
    // #region subworkflow
    const amount = port<number>();
    const add = defineNode({
      type: 'add',
      inputs: { a: amount, b: amount.default(1) },
      outputs: { sum: amount },
      run: ({ a, b }) => ({ sum: a + b }),
    });

    const inner = workflow('add twice', { inputs: { start: amount }, outputs: { end: amount } });
    const first = inner.add('first', add);
    const second = inner.add('second', add);
    inner.input('start').to(first.in.a);
    inner.connect(first.out.sum, second.in.a);
    inner.output('end', second.out.sum);
    const addTwice = subWorkflow(inner.build());

    const outer = workflow('outer');
    const once = outer.add('once', addTwice, { start: 10 });
    const again = outer.add('again', addTwice);
    outer.connect(once.out.end, again.in.start);

    const result = await createRuntime().execute(outer.build());
    result.of(again); // { end: 14 }
    result.outcomes.get('again')?.nested?.get('first')?.outputs; // { sum: 13 }
    // #endregion
    expect(result.of(again)).to.deep.equal({ end: 14 });
    expect(result.outcomes.get('again')?.nested?.get('first')?.outputs).to.deep.equal({ sum: 13 });
  });
});
