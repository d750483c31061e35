import { defineNode, kind, Logger, port, RuntimeError, type Workflow, workflow } from '@tenon/core';
import {
  assert,
  delay,
  forEach,
  type ItemError,
  log,
  map,
  RowStream,
  templateText,
} from '@tenon/nodes-standard';
import {
  aWorkflow,
  deferredNode,
  expectNoListenersLeft,
  only,
  RecordingLogger,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { failureOf, outputsOf, run, withNodes } from '../support/runtime.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('delay', () => {
  it('waits by the clock of the runtime, and hands its input on', async () => {
    const clock = new VirtualClock();
    const { runtime } = withNodes({ clock });
    const { result } = runtime.start(only(delay, { ms: 86_400_000, value: { a: 1 } }));
    await clock.advance(86_399_999);
    let isDone = false;
    void result.then(() => {
      isDone = true;
    });
    await turn();
    expect(isDone).to.equal(false);
    await clock.advance(1);
    expect((await result).results['only']).to.deep.equal({ value: { a: 1 } });
  });

  it('ends with the run, and leaves no timer and no listener', async () => {
    const clock = new VirtualClock();
    const stop = new AbortController();
    const { runtime } = withNodes({ clock });
    await expectNoListenersLeft(stop.signal, async () => {
      const { result } = runtime.start(only(delay, { ms: 1_000 }), { signal: stop.signal });
      await clock.advance(10);
      stop.abort();
      expect((await result).status).to.equal('aborted');
    });
    expect(clock.pendingTimers).to.equal(0);
  });

  it('fails for a time that is none', async () => {
    expect((await failureOf(only(delay, { ms: -1 }))).code).to.equal('NODE_FAILED');
  });
});

describe('log', () => {
  it('writes a line at its level, and hands its input on', async () => {
    const logger = new RecordingLogger();
    const flow = only(log, { message: 'read', level: 'warn', value: [1] });
    const { runtime } = withNodes({
      configure: ({ bind }) => {
        bind(Logger).toConstantValue(logger);
      },
    });
    const { results } = await runtime.execute(flow);
    expect(results['only']).to.deep.equal({ value: [1] });
    const [line] = logger.lines;
    expect(line).to.deep.include({ level: 'warn', message: 'read' });
    expect(line?.details).to.deep.include({ workflow: 'test', node: 'only', value: [1] });
  });

  it('writes without a value, at info, also where the level is none', async () => {
    const { runtime, log: lines } = withNodes();
    await runtime.execute(only(log, { message: 'a' }));
    await runtime.execute(only(log, { message: 'b', level: 'constructor' as never }));
    expect(lines.lines.map(({ level, message }) => [level, message])).to.deep.equal([
      ['info', 'a'],
      ['info', 'b'],
    ]);
    expect(lines.lines[0]?.details).not.to.have.property('value');
  });
});

describe('assert', () => {
  it('hands its input on where the condition holds', async () => {
    expect(await outputsOf(only(assert('size(value) > 0'), { value: [1] }))).to.deep.equal({
      value: [1],
    });
    const row = assert({ operator: '>', value: 3 });
    expect(await outputsOf(only(row, { value: 4 }))).to.deep.equal({ value: 4 });
    const both = assert('value <= given.most');
    expect(await outputsOf(only(both, { value: 1, given: { most: 1 } }))).to.deep.equal({
      value: 1,
    });
    expect(
      await outputsOf(only(kind('assert'), { value: 1, condition: 'value == 1' })),
    ).to.deep.equal({ value: 1 });
  });

  it('fails with its message where it does not', async () => {
    const flow = only(assert('size(value) > 0'), { value: [], message: 'There are no orders.' });
    expect(await failureOf(flow)).to.deep.equal({
      code: 'ASSERTION_FAILED',
      message: 'There are no orders. The condition of node "only" does not hold for [].',
    });
    expect((await failureOf(only(assert('value == 1'), { value: 2 }))).message).to.equal(
      'The condition of node "only" does not hold for 2.',
    );
  });

  it('fails where the condition cannot be asked', async () => {
    expect((await failureOf(only(assert('value.x > 0'), { value: {} }))).code).to.equal(
      'CONDITION_FAILED',
    );
  });
});

describe('template-text', () => {
  const fill = (template: string, values: object = {}) =>
    outputsOf(only(templateText, { template, values: values as never }));

  it('fills in values, goes through lists, and decides', async () => {
    const template =
      'Dear {{ name }},{% for l in lines %} {{ l.count }}x{{ l.item | upcase }}{% endfor %}{% if vip %}!{% endif %}';
    const values = {
      name: 'Ada',
      lines: [
        { item: 'a', count: 2 },
        { item: 'b', count: 1 },
      ],
    };
    expect(await fill(template, values)).to.deep.equal({ text: 'Dear Ada, 2xA 1xB' });
    expect(await fill('plain ${x}')).to.deep.equal({ text: 'plain ${x}' });
  });

  it('reads a template again where it changes', async () => {
    const flow = workflow('loop');
    const templates = flow.add('templates', value(['a{{ x }}', 'b{{ x }}', 'b{{ x }}']));
    const inner = workflow('inner', {
      inputs: { item: port<string>() },
      outputs: { text: port() },
    });
    const one = inner.add('one', templateText, { values: { x: 1 } });
    inner.input('item').to(one.in.template);
    inner.output('text', one.out.text);
    const each = flow.add('each', forEach(inner.build(), { output: 'text' }));
    flow.connect(templates.out.value, each.in.items as never);
    const { results } = await run(flow.build());
    expect(results['each']).to.deep.equal({ results: ['a1', 'b1', 'b1'], errors: [] });
  });

  for (const [template, reason] of [
    ['{{ nme }}', 'undefined variable: nme'],
    ['{{ a.b.c }}', 'undefined variable: a.b.c'],
    ['{{ toString }}', 'undefined variable: toString'],
    ['{{ a.constructor }}', 'undefined variable: a.constructor'],
    ['{{ a.__proto__ }}', 'undefined variable: a.__proto__'],
    ['{% include "/etc/passwd" %}', 'ENOENT'],
    ['{% render "other" %}', 'ENOENT'],
  ] as const) {
    it(`fails for ${template}`, async () => {
      const { code, message } = await failureOf(
        only(templateText, { template, values: { a: { b: {} } } }),
      );
      expect(code).to.equal('TEXT_TEMPLATE_FAILED');
      expect(message).to.match(/^The template of node "only" cannot be filled in: /);
      expect(message).to.contain(reason);
    });
  }

  for (const template of ['{{ a', '{% if %}', '{% nonsense %}', '{{ a | nofilter }}']) {
    it(`refuses ${template}`, async () => {
      const { code } = await failureOf(only(templateText, { template, values: { a: 1 } }));
      expect(code).to.match(/^TEXT_TEMPLATE_(?:INVALID|FAILED)$/);
    });
  }

  it('calls no getter and no function', async () => {
    let calls = 0;
    const values = Object.defineProperty({ f: () => calls++, list: [() => calls++] }, 'g', {
      get: () => calls++,
      enumerable: true,
    });
    for (const template of ['{{ f }}', '{{ g }}', '{{ list[0] }}', '{{ list | join }}']) {
      await run(only(templateText, { template, values }));
    }
    expect(calls).to.equal(0);
  });

  it('fills in dates and cyclic data, and shows secrets by their name', async () => {
    const cyclic: Record<string, unknown> = { name: 'a', at: new Date(0), none: null };
    cyclic['self'] = cyclic;
    const key = Object.defineProperty(
      { reveal: () => 'hunter2', toString: () => '[secret KEY]' },
      Symbol.for('tenon.Secret'),
      { value: true },
    );
    const template = '{{ v.self.self.name }} {{ v.at | date: "%Y", "UTC" }}{{ v.none }} {{ key }}';
    expect(await fill(template, { v: cyclic, key })).to.deep.equal({
      text: 'a 1970 [secret KEY]',
    });
  });

  it('ends where it would make too much', async () => {
    const template =
      '{% for i in (1..100000000) %}{% for j in (1..1000) %}x{% endfor %}{% endfor %}';
    expect((await failureOf(only(templateText, { template }))).code).to.equal(
      'TEXT_TEMPLATE_FAILED',
    );
  });
});

describe('for-each', () => {
  const item = port<number>();

  /** A workflow that fails for odd items and answers `10 * item + index`. */
  function tens(): Workflow {
    const flow = workflow('tens', {
      inputs: { item, index: port<number>(), plus: port<number>().default(0) },
      outputs: { value: port<number>(), twice: port<number>() },
    });
    const body = defineNode({
      type: 'tens',
      inputs: { item, index: port<number>(), plus: port<number>() },
      outputs: { value: port<number>(), twice: port<number>() },
      run: ({ item: n, index, plus }) => {
        if (n < 0) throw new Error(`${String(n)} is negative`);
        return { value: 10 * n + index + plus, twice: 2 * n };
      },
    });
    const node = flow.add('body', body);
    flow.input('item').to(node.in.item);
    flow.input('index').to(node.in.index);
    flow.input('plus').to(node.in.plus);
    flow.output('value', node.out.value);
    flow.output('twice', node.out.twice);
    return flow.build();
  }

  /** A workflow around a node whose visits the test settles. */
  function deferred() {
    const { node, visits } = deferredNode();
    const flow = workflow('deferred', {
      inputs: { item: port() },
      outputs: { value: port().optional() },
    });
    const inner = flow.add('inner', node);
    flow.input('item').to(inner.in.value);
    flow.output('value', inner.out.value);
    return { workflow: flow.build(), visits };
  }

  it('runs a workflow for each item, and gives the results in their order', async () => {
    expect(await outputsOf(only(forEach(tens()), { items: [1, 2] }))).to.deep.equal({
      results: [
        { value: 10, twice: 2 },
        { value: 21, twice: 4 },
      ],
      errors: [],
    });
    const one = forEach(tens(), { output: 'value' });
    expect(await outputsOf(only(one, { items: [1, 2], plus: 5 }))).to.deep.equal({
      results: [15, 26],
      errors: [],
    });
    expect(await outputsOf(only(one, { items: [] }))).to.deep.equal({
      results: [],
      errors: [],
    });
  });

  it('has its items under another name where that is stated', async () => {
    const flow = workflow('w', { inputs: { row: port() }, outputs: { out: port() } });
    const pass = flow.add('pass', delay, { ms: 0 });
    flow.input('row').to(pass.in.value);
    flow.output('out', pass.out.value);
    const node = forEach(flow.build(), { item: 'row', output: 'out' });
    expect([...node.inputs.keys()]).to.deep.equal(['items']);
    expect(await outputsOf(only(node, { items: ['a'] }))).to.deep.include({
      results: ['a'],
    });
  });

  it('takes the rows of a stream', async () => {
    const rows = Array.from({ length: 5 }, (_, n) => ({ n }));
    const stream = new RowStream(['n'], async function* batches() {
      yield rows.slice(0, 3);
      yield rows.slice(3);
    });
    const flow = workflow('w', { inputs: { item: port() }, outputs: { out: port() } });
    const pass = flow.add('pass', delay, { ms: 0 });
    flow.input('item').to(pass.in.value);
    flow.output('out', pass.out.value);
    const node = forEach(flow.build(), { output: 'out', concurrency: 2 });
    expect(await outputsOf(only(node, { items: stream }))).to.deep.include({
      results: rows,
    });
  });

  it('fails where a stream fails, when what runs has ended', async () => {
    const { workflow: inner, visits } = deferred();
    const stream = new RowStream(['n'], async function* batches() {
      yield [{ n: 1 }];
      throw new Error('broken');
    });
    const { runtime } = withNodes();
    const { result } = runtime.start(only(forEach(inner), { items: stream }));
    await turn();
    await turn();
    expect(visits[0]?.context.signal.aborted).to.equal(true);
    visits[0]?.resolve(1);
    const { error } = await result;
    expect(error?.message).to.match(/broken/);
  });

  it('works on so many at once, and begins the next when one has ended', async () => {
    const { workflow: inner, visits } = deferred();
    const node = forEach(inner, { output: 'value', concurrency: 2 });
    const { runtime } = withNodes();
    const { result } = runtime.start(only(node, { items: ['a', 'b', 'c'] }));
    await turn();
    expect(visits.map(({ inputs }) => inputs['value'])).to.deep.equal(['a', 'b']);
    visits[1]?.resolve('B');
    await turn();
    expect(visits.map(({ inputs }) => inputs['value'])).to.deep.equal(['a', 'b', 'c']);
    visits[2]?.resolve('C');
    visits[0]?.resolve('A');
    expect((await result).results['only']).to.deep.equal({ results: ['A', 'B', 'C'], errors: [] });
  });

  it('warns of no leak, however many are at work at once', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => void warnings.push(warning);
    process.on('warning', note);
    try {
      const pause = workflow('pause', { inputs: { item: port<number>() } });
      pause.input('item').to(pause.add('pause', delay).in.ms);
      const node = forEach(pause.build(), { concurrency: 100 });
      const items = Array.from({ length: 100 }, () => 1);
      expect((await run(only(node, { items }))).status).to.equal('completed');
      await turn();
      expect(warnings).to.deep.equal([]);
    } finally {
      process.off('warning', note);
    }
  });

  it('stops at a failure: what runs is told to stop, and the first item that failed is told', async () => {
    const { workflow: inner, visits } = deferred();
    const node = forEach(inner, { concurrency: 3 });
    const { runtime } = withNodes();
    const { result } = runtime.start(only(node, { items: ['a', 'b', 'c', 'd'] }));
    await turn();
    visits[1]?.reject(new Error('no b'));
    await turn();
    expect(visits.length).to.equal(3);
    expect(visits[0]?.context.signal.aborted).to.equal(true);
    visits[0]?.reject(new Error('no a'));
    visits[2]?.resolve('late');
    const { error, status } = await result;
    expect(status).to.equal('failed');
    expect(error?.code).to.equal('FOR_EACH_FAILED');
    expect(error?.message).to.match(/^Item 1 of node "only" failed: .*no b$/);
    expect(RuntimeError.is(error?.cause, 'SUBWORKFLOW_FAILED')).to.equal(true);
    expect(visits.length).to.equal(3);
  });

  it('stops at a failure without waiting, where nothing has to be waited for', async () => {
    const flow = only(forEach(tens()), { items: [1, -1, -2] });
    const { code, message } = await failureOf(flow);
    expect(code).to.equal('FOR_EACH_FAILED');
    expect(message).to.match(/^Item 1 of node "only" failed: .*-1 is negative$/);
  });

  it('goes on after a failure where that is stated, and tells of it', async () => {
    const node = forEach(tens(), { output: 'twice', onError: 'collect' });
    const outputs = await outputsOf(only(node, { items: [1, -1, 2] }));
    expect(outputs['results']).to.deep.equal([2, null, 4]);
    const [error, ...others] = outputs['errors'] as ItemError[];
    expect(others).to.deep.equal([]);
    expect(error).to.deep.include({ index: 1, code: 'NODE_FAILED' });
    expect(error?.message).to.match(/-1 is negative$/);
  });

  it('tells of failures in the order of the items, whichever came first', async () => {
    const told = async (onError: 'stop' | 'collect') => {
      const { workflow: inner, visits } = deferred();
      const { runtime } = withNodes();
      const node = forEach(inner, { onError });
      const { result } = runtime.start(only(node, { items: ['a', 'b', 'c'] }));
      await turn();
      // Both in one turn: neither has been told to stop when it fails.
      visits[2]?.reject(new Error('no c'));
      visits[0]?.reject(new Error('no a'));
      visits[1]?.resolve('b');
      return result;
    };
    const { results } = await told('collect');
    const { errors } = results['only'] as { readonly errors: readonly ItemError[] };
    expect(errors.map(({ index }) => index)).to.deep.equal([0, 2]);
    expect((await told('stop')).error?.message).to.match(/^Item [02] of node "only" failed: /);
  });

  it('stops at a failure among the rows of a stream', async () => {
    const rows = Array.from({ length: 6 }, (_, n) => ({ n: n === 1 ? -1 : n }));
    let batches = 0;
    const stream = new RowStream(['n'], async function* read() {
      for (let at = 0; at < rows.length; at += 3) {
        batches++;
        yield rows.slice(at, at + 3);
      }
    });
    const flow = workflow('w', { inputs: { item: port() }, outputs: { out: port() } });
    const check = flow.add('check', assert('value.n >= 0'));
    flow.input('item').to(check.in.value);
    flow.output('out', check.out.value);
    const { message } = await failureOf(only(forEach(flow.build()), { items: stream }));
    expect(message).to.match(/^Item 1 of node "only" failed: /);
    expect(batches).to.equal(1);
  });

  it('stops in the middle of a batch of rows, while it waits for a place', async () => {
    const { workflow: inner, visits } = deferred();
    const stream = new RowStream(['n'], async function* read() {
      yield [{ n: 1 }, { n: 2 }, { n: 3 }];
    });
    const { runtime } = withNodes();
    const node = forEach(inner, { concurrency: 1 });
    const { result } = runtime.start(only(node, { items: stream }));
    await turn();
    await turn();
    visits[0]?.reject(new Error('no'));
    expect((await result).error?.code).to.equal('FOR_EACH_FAILED');
    expect(visits.length).to.equal(1);
  });

  it('gives null for an item whose output is absent, and hands on the hint of a failure', async () => {
    const flow = workflow('w', { inputs: { item: port() }, outputs: { out: port().optional() } });
    const inner = flow.add(
      'inner',
      defineNode({
        type: 'maybe',
        inputs: { value: port() },
        outputs: { value: port().optional() },
        run: ({ value: given }) => {
          if (given === 'bad') throw new RuntimeError('OPTION_INVALID', 'no', { hint: 'Mend it.' });
          return given === 'some' ? { value: given } : {};
        },
      }),
    );
    flow.input('item').to(inner.in.value);
    flow.output('out', inner.out.value);
    const each = forEach(flow.build(), { output: 'out' });
    expect(await outputsOf(only(each, { items: ['some', 'none'] }))).to.deep.equal({
      results: ['some', null],
      errors: [],
    });
    const { message } = await failureOf(only(each, { items: ['bad'] }));
    expect(message).to.match(/: no$/);
  });

  it('ends with the run, and begins nothing more', async () => {
    for (const onError of ['stop', 'collect'] as const) {
      const { workflow: inner, visits } = deferred();
      const stop = new AbortController();
      const { runtime } = withNodes();
      const node = forEach(inner, { concurrency: 1, onError });
      const { result } = runtime.start(only(node, { items: ['a', 'b'] }), {
        signal: stop.signal,
      });
      await turn();
      stop.abort();
      visits[0]?.reject(new Error('told to stop'));
      const { status } = await result;
      expect(status).to.equal('aborted');
      expect(visits.length).to.equal(1);
    }
  });

  it('names the nodes inside by the place of the item', async () => {
    const { runtime } = withNodes();
    const handle = runtime.start(only(forEach(tens()), { items: [1, 2] }));
    const events = handle.events();
    const nodes: string[] = [];
    for await (const event of events) if (event.type === 'nodeStarted') nodes.push(event.node);
    expect(nodes).to.deep.equal(['only', 'only[0]/body', 'only[1]/body']);
  });

  it('goes through very many items, in one run', async () => {
    const items = Array.from({ length: 20_000 }, (_, i) => i);
    const node = forEach(tens(), { output: 'twice' });
    const { results } = await outputsOf(only(node, { items }));
    expect((results as number[])[19_999]).to.equal(39_998);
  });

  it('is refused where names or numbers do not fit', () => {
    const flow = tens();
    const thrown = (options: object): { message: string; hint?: string; code?: string } => {
      try {
        forEach(flow, options);
      } catch (error) {
        return error as never;
      }
      return { message: '' };
    };
    expect(thrown({ item: 'x' })).to.deep.include({
      code: 'CONFIG_INVALID',
      message: 'The workflow "tens" of a for-each declares no input "x".',
      hint: 'It declares "item", "index" and "plus"; name one by "item".',
    });
    expect(thrown({ output: 'x' }).hint).to.equal(
      'It declares "value" and "twice"; name one by "output".',
    );
    for (const concurrency of [0, 1.5, 1_001, 'x', Number.NaN]) {
      expect(thrown({ concurrency }).code).to.equal('CONFIG_INVALID');
    }
    expect(thrown({ onError: 'colect' })).to.deep.include({
      code: 'CONFIG_INVALID',
      message: 'The "onError" of a for-each is "colect".',
      hint: 'Give "stop" or "collect".',
    });
    expect(thrown({ concurency: 1 }).code).to.equal('OPTION_INVALID');
    try {
      forEach(workflow('none').build());
      expect.fail();
    } catch (error) {
      expect((error as RuntimeError).hint).to.equal(
        'Declare it: workflow(name, { inputs: { item: port() } }).',
      );
    }
  });

  it('needs its items and the required inputs of the workflow', () => {
    const { runtime } = withNodes();
    const ports = runtime.verify(only(forEach(tens()))).map(({ where }) => where.port);
    expect(ports).to.deep.equal(['items']);
  });

  describe('as a kind', () => {
    const each = (config: object) => only(kind('for-each'), { items: [3, 1], ...config });

    it('runs a node of another kind for each item', async () => {
      const flow = each({ node: 'map', with: { to: 'value * 2' }, item: 'items', output: 'items' });
      expect(
        await outputsOf(
          only(kind('for-each'), {
            items: [[1, 2], [3]],
            node: 'map',
            with: { to: 'value * 2' },
            item: 'items',
            output: 'items',
          }),
        ),
      ).to.deep.equal({ results: [[2, 4], [6]], errors: [] });
      const { runtime } = withNodes();
      expect(runtime.verify(flow).filter(({ severity }) => severity === 'error')).to.deep.equal([]);
    });

    it('needs no configuration for the inner node', async () => {
      const flow = each({ node: 'log', item: 'message', output: 'value' });
      expect(await outputsOf(flow)).to.deep.equal({ results: [null, null], errors: [] });
    });

    it('takes the concurrency and what to do about failures', async () => {
      const flow = each({
        node: 'assert',
        with: { condition: 'value < 2' },
        item: 'value',
        output: 'value',
        concurrency: 1,
        onError: 'collect',
      });
      const outputs = await outputsOf(flow);
      expect(outputs['results']).to.deep.equal([null, 1]);
      expect(
        (outputs['errors'] as ItemError[]).map(({ index, code }) => [index, code]),
      ).to.deep.equal([[0, 'ASSERTION_FAILED']]);
    });

    it('finds what is wrong with the inner node', () => {
      const { runtime } = withNodes();
      const codes = (config: object) =>
        runtime
          .verify(each(config))
          .filter(({ severity }) => severity === 'error')
          .map(({ code }) => code);
      const fine = { node: 'delay', with: { ms: 1 }, item: 'value', output: 'value' };
      expect(codes(fine)).to.deep.equal([]);
      expect(codes({ ...fine, node: 'dely' })).to.include('UNKNOWN_KIND');
      expect(codes({ ...fine, item: 'valu' })).to.have.length.greaterThan(0);
      expect(codes({ ...fine, output: 'valu' })).to.have.length.greaterThan(0);
      expect(codes({ ...fine, with: { mss: 1 } })).to.have.length.greaterThan(0);
      for (const wrong of [
        { node: 7 },
        { item: '' },
        { output: undefined },
        { with: 7 },
        { onError: 'go on' },
        { concurrency: 0 },
      ]) {
        expect(codes({ ...fine, ...wrong })).to.include('CONFIG_INVALID');
      }
    });
  });

  it('stands in a flow between other nodes', async () => {
    const flow = aWorkflow()
      .node('numbers', value([1, 2, 3]))
      .node('each', forEach(tens(), { output: 'value' }) as never)
      .node('sum', map('value + 1'))
      .edge('numbers.value', 'each.items')
      .edge('each.results', 'sum.items')
      .build();
    expect((await run(flow)).results['sum']).to.deep.equal({ items: [11, 22, 33] });
  });
});
