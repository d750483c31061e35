import {
  createRuntime,
  defineNode,
  type InputValues,
  kind,
  type NodeContext,
  type NodeHandler,
  NodeType,
  port,
  serviceId,
  type Workflow,
  workflow,
} from '@tenon/core';
import { aRuntime, aWorkflow, only, pass, RecordingLogger, spied, value } from '@tenon/testing';
import { expect } from 'chai';
import { Container, inject, injectable } from 'inversify';
import { parameters } from '../support/plugins.js';
import { thrown } from '../unit/errors/thrown.js';

interface Transport {
  send(to: string): string;
}
const Transport = serviceId<Transport>('test.Transport');
const PORTS = { to: port<string>() };
const SENT = { sent: port<string>() };

describe('a node whose work is done by a class', () => {
  let made: number;
  beforeEach(() => {
    made = 0;
  });

  function mailer() {
    @injectable()
    class Mailer implements NodeHandler<typeof PORTS, typeof SENT> {
      readonly #transport: Transport;
      #count = 0;

      constructor(@inject(Transport) transport: Transport) {
        made++;
        this.#transport = transport;
      }

      run({ to }: InputValues<typeof PORTS>, { nodeId }: NodeContext) {
        this.#count++;
        return { sent: `${nodeId}: ${this.#transport.send(to)} ${String(this.#count)}` };
      }
    }
    const node = defineNode({ type: 'mail', inputs: PORTS, outputs: SENT, handler: Mailer });
    const container = new Container();
    container.bind(Transport).toConstantValue({ send: (to) => `sent to ${to}` });
    container.bind(Mailer).toSelf();
    return { Mailer, node, container };
  }

  it('is made with what it has injected, once for each node of a plan and never while nodes run', async () => {
    const { node, container } = mailer();
    const { runtime } = aRuntime({ container });
    const flow = aWorkflow().node('a', node, { to: 'ada' }).node('b', node, { to: 'bob' }).build();
    expect(runtime.verify(flow)).to.deep.equal([]);
    expect(made).to.equal(0);
    for (const count of [1, 2, 3]) {
      const { results } = await runtime.execute(flow);
      expect({ ...results }).to.deep.equal({
        a: { sent: `a: sent to ada ${String(count)}` },
        b: { sent: `b: sent to bob ${String(count)}` },
      });
    }
    expect(made).to.equal(2);
  });

  it('takes what configure binds before what the host binds', async () => {
    const { Mailer, node, container } = mailer();
    const { runtime } = aRuntime({
      container,
      configure: ({ bind }) => {
        bind(Transport).toConstantValue({ send: () => 'configured' });
        bind(Mailer).toSelf();
      },
    });
    const { results } = await runtime.execute(only(node, { to: 'ada' }));
    expect(results['only']).to.deep.equal({ sent: 'only: configured 1' });
  });

  it('is refused before any node when nothing binds it, with the line that would', async () => {
    const { node } = mailer();
    const { node: other, calls } = spied();
    const flow = aWorkflow().node('first', other).node('mail', node, { to: 'ada' }).build();
    const { status, error } = await aRuntime().runtime.start(flow).result;
    expect([status, error?.code]).to.deep.equal(['refused', 'SERVICE_UNBOUND']);
    expect(error?.message).to.include('"Mailer"');
    expect(error?.hint).to.include('bind(Mailer)');
    expect(calls).to.have.length(0);
  });

  it('is refused when it cannot be made: a dependency, a circle, an asynchronous binding', async () => {
    const { Mailer, node } = mailer();
    const Circle = serviceId<NodeHandler>('test.Circle');
    const Other = serviceId<object>('test.Other');
    const Late = serviceId<NodeHandler>('test.Late');
    const container = new Container();
    container.bind(Mailer).toSelf();
    container.bind(Circle).toResolvedValue((other: object) => other as NodeHandler, [Other]);
    container.bind(Other).toResolvedValue((circle: object) => circle, [Circle]);
    container.bind(Late).toDynamicValue(() => Promise.resolve({ run: () => ({}) }));
    const cases = [
      only(node, { to: 'ada' }),
      only(defineNode({ type: 'circle', handler: Circle as never })),
      only(defineNode({ type: 'late', handler: Late as never })),
    ];
    for (const flow of cases) {
      const { status, error } = await aRuntime({ container }).runtime.start(flow).result;
      expect([status, error?.code]).to.deep.equal(['refused', 'SERVICE_FAILED']);
    }
  });

  it('is refused when what is bound has no method "run"', async () => {
    const Handler = serviceId<NodeHandler>('test.Handler');
    const { runtime } = aRuntime({
      configure: ({ bind }) => {
        bind(Handler).toConstantValue({} as never);
      },
    });
    const flow = only(defineNode({ type: 'x', handler: Handler as never }));
    const { status, error } = await runtime.start(flow).result;
    expect([status, error?.code, error?.where.node]).to.deep.equal([
      'refused',
      'SERVICE_FAILED',
      'only',
    ]);
  });
});

describe('a node whose function is made with the plan', () => {
  const Greeting = serviceId<string>('test.Greeting');
  const greeting = (made: unknown[]) =>
    defineNode({
      type: 'greet',
      inputs: { name: port<string>() },
      outputs: { text: port<string>() },
      compile: ({ id, workflow: name, services }) => {
        made.push([id, name]);
        const hello = services.get(Greeting);
        return ({ name: who }) => ({ text: `${hello} ${who}` });
      },
    });

  it('is made once for each place and plan, with the services of the runtime', async () => {
    const made: unknown[] = [];
    const node = greeting(made);
    const flow = aWorkflow()
      .node('a', node, { name: 'Ada' })
      .node('b', node, { name: 'Bob' })
      .build();
    const { runtime } = aRuntime({
      configure: ({ bind }) => {
        bind(Greeting).toConstantValue('Hello');
      },
    });
    expect(runtime.verify(flow)).to.deep.equal([]);
    expect(made).to.deep.equal([]);
    await runtime.execute(flow);
    const { results } = await runtime.execute(flow);
    expect(results).to.deep.equal({ a: { text: 'Hello Ada' }, b: { text: 'Hello Bob' } });
    expect(made).to.deep.equal([
      ['a', 'test'],
      ['b', 'test'],
    ]);
  });

  it('is refused when that fails, or gives no function', async () => {
    const refusedFor = async (node: ReturnType<typeof greeting>) => {
      const { status, error } = await aRuntime().runtime.start(only(node, { name: 'Ada' })).result;
      return [status, error?.code, error?.where.node];
    };
    expect(await refusedFor(greeting([]))).to.deep.equal(['refused', 'SERVICE_UNBOUND', undefined]);
    for (const answer of [undefined, Promise.reject(new Error('late'))]) {
      const inputs = { name: port<string>() };
      const outputs = { text: port<string>() };
      const node = defineNode({ type: 'odd', inputs, outputs, compile: () => answer as never });
      expect(await refusedFor(node)).to.deep.equal(['refused', 'WORKFLOW_INVALID', 'only']);
    }
  });
});

describe('a node that is known by its kind', () => {
  const shout = defineNode({
    type: 'shout',
    inputs: { text: port<string>() },
    outputs: { text: port<string>() },
    run: ({ text }) => ({ text: text.toUpperCase() }),
  });
  const record = {
    type: 'record',
    define: (config: Readonly<Record<string, unknown>>) => {
      const { fields } = config;
      if (!Array.isArray(fields)) throw new Error('"fields" is no list');
      return defineNode({
        type: 'record',
        inputs: Object.fromEntries((fields as string[]).map((name) => [name, port()])),
        settings: { fields: port() },
        outputs: { record: port() },
        run: (inputs) => ({ record: inputs }),
      });
    },
  };
  const bound = () =>
    aRuntime({
      configure: ({ bind }) => {
        for (const type of [shout, record]) bind(NodeType).toConstantValue(type);
      },
    });

  it('is resolved against the node types in the container', async () => {
    const flow = workflow('kinds');
    const a = flow.add('a', kind('shout'), { text: 'hello' });
    const b = flow.add('b', kind('record'), { fields: ['x', 'y'], y: 2 });
    flow.connect(a.output('text'), b.input('x'));
    const built = flow.build();
    const { runtime } = bound();
    expect(runtime.verify(built)).to.deep.equal([]);
    const { results } = await runtime.execute(built);
    expect(results['b']).to.deep.equal({ record: { x: 'HELLO', y: 2 } });
  });

  it('is refused when no node type has that kind, with near names', () => {
    const [issue, ...others] = bound().runtime.verify(aWorkflow().node('a', kind('shuot')).build());
    expect(others).to.deep.equal([]);
    expect(issue).to.deep.include({
      code: 'UNKNOWN_KIND',
      message: 'Node "a" is of the kind "shuot", which no bound node type has.',
      hint: 'Did you mean "shout"?',
    });
  });

  it('is refused with what its type says of its configuration', async () => {
    const flow = aWorkflow().node('a', kind('record'), { fields: 7 }).build();
    const { status, error } = await bound().runtime.start(flow).result;
    expect([status, error?.code]).to.deep.equal(['refused', 'CONFIG_INVALID']);
    expect(error?.message).to.include('"fields" is no list');
  });

  it('may be bound by host and plugins, but each kind once', () => {
    const other = { ...shout };
    const error = thrown(() =>
      createRuntime({
        configure: ({ bind }) => {
          for (const type of [shout, shout, other]) bind(NodeType).toConstantValue(type);
        },
      }),
    );
    expect(error.code).to.equal('NODE_TYPE_DUPLICATE');
    expect(error.message).to.include('"shout"');
    const container = new Container();
    container.bind(NodeType).toConstantValue(shout);
    const { runtime } = aRuntime({
      container,
      configure: ({ bind }) => {
        bind(NodeType).toConstantValue(record);
      },
    });
    const flow = aWorkflow()
      .node('a', kind('shout'), { text: '' })
      .node('b', kind('record'), { fields: [] })
      .build();
    expect(runtime.verify(flow)).to.deep.equal([]);
  });
});

describe('the context of a node', () => {
  it('tells run, node, workflow, who asks, and settings', async () => {
    const contexts: NodeContext[] = [];
    const node = defineNode({
      type: 'looks',
      settings: { size: port<number>().default(3), path: port<string>() },
      run: (_inputs, context) => {
        contexts.push(context);
        return {};
      },
    });
    const principal = { id: 'ada' };
    const { runtime } = aRuntime({ plugins: [parameters()] });
    const flow = only(node, { path: '/tmp' });
    await runtime.execute(flow, { principal, tenant: 'acme', id: 'r' });
    const [context] = contexts;
    expect(context).to.include({ runId: 'r', nodeId: 'only', workflow: 'test', tenant: 'acme' });
    expect(context?.principal).to.equal(principal);
    expect(context?.loop).to.equal(undefined);
    expect(context?.signal.aborted).to.equal(false);
    expect(context?.settings).to.deep.equal({ size: 3, path: '/tmp' });
    expect(Object.isFrozen(context?.settings)).to.equal(true);
    await runtime.execute(flow, { parameters: { only: { size: 9 } } });
    expect(contexts[1]?.settings).to.deep.equal({ size: 9, path: '/tmp' });
  });

  it('hands on the logger of the runtime', async () => {
    const { runtime, log } = aRuntime();
    const { node } = spied((_inputs, context) => {
      context.log.info('from a node', { node: context.nodeId });
      return {};
    });
    await runtime.execute(only(node));
    expect(log).to.be.instanceOf(RecordingLogger);
    expect(log.lines).to.deep.equal([
      { level: 'info', message: 'from a node', details: { node: 'only' } },
    ]);
  });

  it('has a signal that is never aborted where the run completes', async () => {
    const { node, calls } = spied(() => Promise.resolve({}));
    const { runtime } = aRuntime();
    for (const limits of [{}, { timeoutMs: 60_000 }]) await runtime.execute(only(node, {}, limits));
    expect(calls.map(({ context }) => context.signal.aborted)).to.deep.equal([false, false]);
  });
});

describe('the sources of an input', () => {
  it('stand in one order: parameter, connection, configuration, default', async () => {
    const node = defineNode({
      type: 'x',
      inputs: { value: port<string>().default('default') },
      outputs: { value: port<string>() },
      run: ({ value: given }) => ({ value: given }),
    });
    const { runtime } = aRuntime({ plugins: [parameters()] });
    const flow = (connected: unknown, configured?: string) =>
      aWorkflow()
        .node('source', value(connected))
        .node('x', node, configured === undefined ? {} : { value: configured })
        .edge('source', 'x.value')
        .build();
    const given = { parameters: { x: { value: 'parameter' } } };
    const got = async (of: ReturnType<typeof flow>, options = {}) =>
      (await runtime.execute(of, options)).results['x']?.['value'];
    expect(await got(flow('connection', 'configuration'), given)).to.equal('parameter');
    expect(await got(flow('connection', 'configuration'))).to.equal('connection');
    expect(await got(flow(null, 'configuration'))).to.equal(null);
    expect(await got(flow(undefined, 'configuration'))).to.equal('configuration');
    expect(await got(flow(undefined))).to.equal('default');
  });

  it('of the workflow itself are left to each run: told where runs may give them, an error where none can', async () => {
    const flow = workflow('declared', {
      inputs: { month: port<number>(), rate: port<number>().default(1) },
    });
    flow.input('month').to(flow.add('node', pass).in.value);
    const built: Workflow = flow.build();
    const taking = aRuntime({ plugins: [parameters()] }).runtime;
    const [told, ...others] = taking.verify(built);
    expect(others).to.deep.equal([]);
    expect(told).to.include({
      code: 'INPUT_REQUIRED',
      severity: 'info',
      message: 'Input "month" of workflow "declared" is required: each run has to give it a value.',
      hint: 'Pass it as a parameter.',
    });
    const { error, issues } = await taking.start(built).result;
    expect(error?.message).to.equal(
      'Input "month" of workflow "declared" is required, and the run gives it no value.',
    );
    expect(issues).to.have.length(1);

    const [refused] = aRuntime().runtime.verify(built);
    expect(refused).to.include({ code: 'INPUT_REQUIRED', severity: 'error' });
    expect(refused?.hint).to.include('@tenon/plugin-parameters');
  });

  it('are all missing only where nothing supplies a required input: a parameter does', async () => {
    const { runtime } = aRuntime({ plugins: [parameters()] });
    const node = defineNode({
      type: 'x',
      inputs: { value: port<number>() },
      outputs: { value: port<number>() },
      run: ({ value: given }) => ({ value: given }),
    });
    const flow = only(node);
    expect(runtime.verify(flow).map(({ code, severity }) => [code, severity])).to.deep.equal([
      ['INPUT_REQUIRED', 'warning'],
    ]);
    expect((await runtime.start(flow).result).error?.code).to.equal('INPUT_REQUIRED');
    const { results } = await runtime.execute(flow, { parameters: { only: { value: 5 } } });
    expect(results['only']).to.deep.equal({ value: 5 });
  });
});
