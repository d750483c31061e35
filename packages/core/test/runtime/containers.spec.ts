import {
  AccessPolicy,
  AuditSink,
  Clock,
  ConsoleLogger,
  createRuntime,
  defineNode,
  IdSource,
  Logger,
  NodeType,
  NodeTypes,
  Plugin,
  ResourceGuard,
  serviceId,
  TaskManager,
} from '@tenon/core';
import {
  aRuntime,
  only,
  RecordingAuditSink,
  RecordingLogger,
  spied,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { Container, type ServiceIdentifier } from 'inversify';
import { nameOfService } from '#core/services/service.js';
import { tapping } from '../support/plugins.js';
import { turns } from '../support/waiting.js';
import { throwing, thrown } from '../unit/errors/thrown.js';

const Greeting = serviceId<string>('test.Greeting');

/** A plugin with a service of its own that a host may replace, and what it got. */
function greeter(got: string[]) {
  return tapping('greeter', (_hooks, services) => void got.push(services.get(Greeting)), {
    register: ({ bind, isBound }) => {
      if (!isBound(Greeting)) bind(Greeting).toConstantValue('plugin');
    },
  });
}

describe('a service that lacks a method', () => {
  const services: readonly (readonly [ServiceIdentifier, missing: string])[] = [
    [AccessPolicy, 'decide'],
    [AuditSink, 'append'],
    [Clock, 'timer'],
    [IdSource, 'next'],
    [Logger, 'warn'],
    [ResourceGuard, 'enter'],
    [TaskManager, 'changeTask'],
  ];

  for (const [id, method] of services) {
    const name = nameOfService(id);
    it(`keeps the runtime from starting: ${name}`, () => {
      const error = thrown(() =>
        createRuntime({ configure: ({ bind }) => void bind(id).toConstantValue({ odd: 1 }) }),
      );
      expect(error.code).to.equal('SERVICE_FAILED');
      expect(error.message)
        .to.include(`as the service "${name}" is an object with "odd", and has no method `)
        .and.include(`"${method}"`);
      expect(error.hint).to.include(`${method}(…)`);
    });
  }
});

describe('the container of a runtime', () => {
  it('lets configure beat the host, and the host beat a plugin', () => {
    const host = new Container();
    host.bind(Greeting).toConstantValue('host');
    const got: string[] = [];
    const plugins = [greeter(got)];
    createRuntime({ plugins });
    createRuntime({ plugins, container: host });
    createRuntime({
      plugins,
      container: host,
      configure: ({ bind }) => {
        bind(Greeting).toConstantValue('configure');
      },
    });
    createRuntime({
      plugins,
      configure: ({ rebind }) => {
        rebind(Greeting).toConstantValue('rebound');
      },
    });
    expect(got).to.deep.equal(['plugin', 'host', 'configure', 'rebound']);
    expect(host.get(Greeting)).to.equal('host');
  });

  it('takes services of the core from the host too', async () => {
    const host = new Container();
    const [log, clock, sink] = [
      new RecordingLogger(),
      new VirtualClock(),
      new RecordingAuditSink(),
    ];
    host.bind(Logger).toConstantValue(log);
    host.bind(Clock).toConstantValue(clock);
    host.bind(IdSource).toConstantValue({ next: () => 'from the host' });
    host.bind(AuditSink).toConstantValue(sink);
    const runtime = createRuntime({ container: host });
    const { node, calls } = spied((_inputs, context) => {
      context.log.info('hello');
      return {};
    });
    await runtime.execute(only(node), { timing: true });
    expect(calls[0]?.context.runId).to.equal('from the host');
    expect([log.lines.length, sink.events.length]).to.deep.equal([1, 3]);
  });

  it('tells plugins and host which node types there are, whoever binds them', () => {
    const readCsv = defineNode({ type: 'read-csv', run: () => ({}) });
    const table = { type: 'table', define: () => readCsv };
    const container = new Container();
    container.bind(NodeType).toConstantValue(readCsv);
    const seen: unknown[] = [];
    const asking = tapping('asking', (_hooks, services) => {
      seen.push(...services.get(NodeTypes).all);
    });
    const { runtime } = aRuntime({
      container,
      plugins: [asking],
      configure: ({ bind }) => {
        bind(NodeType).toConstantValue(table);
      },
    });
    expect(seen).to.have.members([readCsv, table]);
    expect(runtime.services.get(NodeTypes).get('table')).to.equal(table);
    expect(container.isBound(NodeTypes)).to.equal(false);
  });

  it('takes plugins from the host, and each once', async () => {
    const host = new Container();
    const seen: string[] = [];
    const noting = (name: string) =>
      tapping(name, (hooks) => hooks.settled.tap(name, () => void seen.push(name)));
    host.bind(Plugin).toConstantValue(noting('bound'));
    const child = new Container({ parent: host });
    child.bind(Plugin).toConstantValue(noting('child'));
    await aRuntime({ container: child, plugins: [noting('given')] }).runtime.execute(
      only(value(1)),
    );
    expect(seen).to.deep.equal(['bound', 'child', 'given']);
    const error = thrown(() => createRuntime({ container: host, plugins: [noting('bound')] }));
    expect(error.code).to.equal('PLUGIN_DUPLICATE');
    host.bind(Plugin).toConstantValue({} as Plugin);
    const invalid = thrown(() => createRuntime({ container: host }));
    expect([invalid.code, invalid.message.includes('Plugin binding 2')]).to.deep.equal([
      'PLUGIN_INVALID',
      true,
    ]);
  });

  it('is its own: two runtimes of one host do not meet, and the host keeps what it had', async () => {
    const host = new Container();
    const managers: unknown[] = [];
    const looks = () =>
      tapping('looks', (_hooks, services) => {
        managers.push(services.get(TaskManager), services.get(ResourceGuard));
      });
    const limits = { concurrentRuns: 1, whenFull: 'refuse' } as const;
    const one = aRuntime({ container: host, plugins: [looks()], limits }).runtime;
    const two = aRuntime({ container: host, plugins: [looks()], limits }).runtime;
    expect(new Set(managers).size).to.equal(4);
    expect([host.isBound(TaskManager), host.isBound(Logger)]).to.deep.equal([false, false]);
    const { node } = spied(() => two.execute(only(value(1))).then(() => ({})));
    expect((await one.execute(only(node))).status).to.equal('completed');
    await one.dispose();
    expect((await two.execute(only(value(1)))).status).to.equal('completed');
  });

  it('keeps nothing of what is bound later, and does not break by it', async () => {
    const host = new Container();
    const runtime = createRuntime({
      container: host,
      configure: ({ bind }) => {
        bind(Logger).toConstantValue(new RecordingLogger());
      },
    });
    await runtime.execute(only(value(1)));
    host.bind(Plugin).toConstantValue(tapping('late', () => undefined));
    host.bind(Clock).toConstantValue({} as Clock);
    expect((await runtime.execute(only(value(1)))).status).to.equal('completed');
    expect(runtime.describe().plugins.some(({ name }) => name === 'late')).to.equal(false);
  });

  it('fails the start where a service cannot be made: a circle, a missing or an asynchronous one', () => {
    const One = serviceId<object>('test.One');
    const Two = serviceId<object>('test.Two');
    const Late = serviceId<object>('test.Late');
    const asks = (id: typeof One) => tapping('asks', (_hooks, services) => void services.get(id));
    const configure: NonNullable<Parameters<typeof createRuntime>[0]>['configure'] = ({ bind }) => {
      bind(One).toResolvedValue((two: object) => two, [Two]);
      bind(Two).toResolvedValue((one: object) => one, [One]);
      bind(Late).toDynamicValue(async () => Promise.resolve({}));
    };
    for (const [id, code] of [
      [One, 'SERVICE_FAILED'],
      [Late, 'SERVICE_FAILED'],
      [Greeting, 'SERVICE_UNBOUND'],
    ] as const) {
      const error = thrown(() => aRuntime({ plugins: [asks(id as typeof One)], configure }));
      expect(error.code).to.equal(code);
      expect(error.message).to.include('plugin "asks"');
    }
    const noClock = thrown(() =>
      createRuntime({
        configure: ({ bind }) => {
          bind(Clock).toDynamicValue(() => Promise.resolve({}) as never);
        },
      }),
    );
    expect(noClock.code).to.equal('SERVICE_FAILED');
  });

  it('fails the start, naming the host, where configure throws or is asynchronous', () => {
    const asynchronous: unknown = () => Promise.reject(new Error('late'));
    for (const configure of [throwing(new Error('boom')), asynchronous as () => void]) {
      const error = thrown(() => createRuntime({ configure }));
      expect(error.code).to.equal('PLUGIN_FAILED');
      expect(error.message).to.include('The host failed to register its services');
    }
  });

  it('deactivates what the runtime made when it is disposed of, whatever fails, and nothing of the host', async () => {
    const closed: string[] = [];
    const [A, B, Hosts] = ['A', 'B', 'Hosts'].map((name) => serviceId<object>(`test.${name}`)) as [
      typeof Greeting,
      typeof Greeting,
      typeof Greeting,
    ];
    const closing =
      (id: typeof Greeting, name: string) => (container: { bind: Container['bind'] }) => {
        container
          .bind(id)
          .toResolvedValue(() => name)
          .inSingletonScope()
          .onDeactivation(() => {
            closed.push(name);
            if (name === 'b') throw new Error('boom');
          });
      };
    const host = new Container();
    closing(Hosts, 'host')(host);
    const uses = tapping(
      'uses',
      (hooks, services) => {
        for (const id of [A, B, Hosts]) services.get(id);
        hooks.dispose.tap('uses', () => void closed.push('plugin'));
      },
      { register: ({ bind }) => closing(A, 'a')({ bind }) },
    );
    const { runtime, log } = aRuntime({
      container: host,
      plugins: [uses],
      configure: ({ bind }) => closing(B, 'b')({ bind }),
    });
    await runtime.execute(only(value(1)));
    await runtime.dispose();
    expect(closed).to.deep.equal(['plugin', 'b', 'a']);
    expect(log.lines.map(({ level, details }) => [level, details?.['code']])).to.deep.equal([
      ['error', 'SERVICE_FAILED'],
    ]);
    expect(host.get(Hosts)).to.equal('host');
  });

  it('logs warnings to the console where nobody binds a logger', async () => {
    const lines: string[] = [];
    const { warn } = console;
    console.warn = (line: string) => lines.push(line);
    try {
      const bad = tapping('bad', (hooks) => {
        hooks.settled.tap('bad', () => {
          throw new Error('boom');
        });
      });
      await createRuntime({ plugins: [bad] }).execute(only(value(1)));
    } finally {
      console.warn = warn;
    }
    expect(lines).to.deep.equal([
      'tenon: Plugin "bad" failed in the hook "settled": boom { code: "OBSERVER_FAILED" }',
    ]);
    expect(new ConsoleLogger()).to.have.property('warn');
    await turns();
  });
});
