import { expect } from 'chai';
import { Container } from 'inversify';
import { AccessPolicy } from '#core/services/access-policy.js';
import { AuditSink } from '#core/services/audit-sink.js';
import { Clock, SystemClock } from '#core/services/clock.js';
import {
  bindDefaults,
  createChild,
  disposeBindings,
  type LoadBindings,
  loadBindings,
} from '#core/services/container.js';
import { IdSource } from '#core/services/id-source.js';
import { Logger, SilentLogger } from '#core/services/logger.js';
import { ResourceGuard } from '#core/services/resource-guard.js';
import { serviceId } from '#core/services/service.js';
import { TaskManager } from '#core/services/task-manager.js';
import { throwing, thrown } from '../errors/thrown.js';

const Name = serviceId<string>('test.Name');
const Greeting = serviceId<object>('test.Greeting');
const LOADER = { title: 'Plugin "mine"', where: { plugin: 'mine' } };

/** The containers of one runtime, as createRuntime stacks them. */
function stack(
  host: Container | undefined,
  { register, configure }: { register?: LoadBindings; configure?: LoadBindings },
) {
  const plugins = createChild(host);
  if (register !== undefined) loadBindings(plugins, register, LOADER);
  bindDefaults(plugins);
  const container = createChild(plugins);
  if (configure !== undefined) loadBindings(container, configure, { title: '"configure"' });
  return container;
}

const hostWith = (name: string) => {
  const host = new Container();
  host.bind(Name).toConstantValue(name);
  return host;
};
const asDefault: LoadBindings = ({ bind, isBound }) => {
  if (!isBound(Name)) bind(Name).toConstantValue('plugin');
};

describe('the containers of a runtime', () => {
  it('let configure beat the host, and the host beat the default of a plugin', () => {
    const configure: LoadBindings = ({ bind }) => {
      bind(Name).toConstantValue('configure');
    };
    const host = hostWith('host');
    expect(stack(host, { register: asDefault, configure }).get(Name)).to.equal('configure');
    expect(stack(host, { register: asDefault }).get(Name)).to.equal('host');
    expect(stack(undefined, { register: asDefault, configure }).get(Name)).to.equal('configure');
    expect(stack(undefined, { register: asDefault }).get(Name)).to.equal('plugin');
    expect(host.get(Name)).to.equal('host');
  });

  it('bind the defaults of the core where nobody else has', () => {
    const logger = new SilentLogger();
    const host = new Container();
    host.bind(Logger).toConstantValue(logger);
    const container = stack(host, {});
    expect(container.get(Logger)).to.equal(logger);
    expect(container.get(Clock)).to.be.instanceOf(SystemClock);
    for (const id of [IdSource, ResourceGuard, TaskManager]) {
      expect(container.isBound(id)).to.equal(true);
    }
    for (const id of [AccessPolicy, AuditSink]) expect(container.isBound(id)).to.equal(false);
    const bound = bindDefaults(createChild(host));
    expect(bound).to.include(Clock);
    expect(bound).not.to.include(Logger);
  });

  it('make a service once in each runtime', () => {
    const host = new Container();
    const register: LoadBindings = ({ bind }) => {
      bind(Greeting).toResolvedValue(() => ({}));
    };
    const [one, two] = [stack(host, { register }), stack(host, { register })];
    expect(one.get(Greeting)).to.equal(one.get(Greeting));
    expect(one.get(Greeting)).not.to.equal(two.get(Greeting));
    expect(one.get(Clock)).to.equal(one.get(Clock));
  });

  it('hand a service of a plugin what configure binds', () => {
    const container = stack(hostWith('host'), {
      register: ({ bind }) => {
        bind(Greeting).toResolvedValue((name: string) => ({ name }), [Name]);
      },
      configure: ({ bind }) => {
        bind(Name).toConstantValue('configure');
      },
    });
    expect(container.get(Greeting)).to.deep.equal({ name: 'configure' });
  });

  it('know the trap: a singleton of the host keeps what the first runtime binds', () => {
    const host = hostWith('host');
    host
      .bind(Greeting)
      .toResolvedValue((name: string) => ({ name }), [Name])
      .inSingletonScope();
    const one = stack(host, {
      configure: ({ bind }) => {
        bind(Name).toConstantValue('one');
      },
    });
    expect(one.get(Greeting)).to.deep.equal({ name: 'one' });
    expect(host.get(Greeting)).to.deep.equal({ name: 'one' });
  });
});

describe('loadBindings', () => {
  it('takes a function with an expression for its body', () => {
    const container = createChild();
    const bound = loadBindings(
      container,
      ({ bind }) => bind(Name).toConstantValue('x') as unknown as void,
      LOADER,
    );
    expect(container.get(Name)).to.equal('x');
    expect(bound).to.deep.equal([Name]);
  });

  it('answers what was bound or bound again, once each', () => {
    const container = createChild();
    const bound = loadBindings(
      container,
      ({ bind, rebind }) => {
        bind(Name).toConstantValue('x');
        rebind(Name).toConstantValue('y');
        rebind(Greeting).toConstantValue({});
      },
      LOADER,
    );
    expect(bound).to.deep.equal([Name, Greeting]);
    expect(container.get(Name)).to.equal('y');
  });

  it('names who failed', () => {
    const error = thrown(() =>
      loadBindings(
        createChild(),
        () => {
          throw new Error('boom');
        },
        LOADER,
      ),
    );
    expect(error.code).to.equal('PLUGIN_FAILED');
    expect(error.message).to.equal('Plugin "mine" failed to register its services: boom.');
    expect(error.where).to.deep.equal({ plugin: 'mine' });
  });
});

describe('disposeBindings', () => {
  it('deactivates what was made, last bound first, whatever fails', async () => {
    const container = createChild();
    const closed: string[] = [];
    const ids = ['a', 'b', 'c', 'd'].map((name) => serviceId<object>(`test.${name}`));
    const bound = loadBindings(
      container,
      ({ bind }) => {
        ids.forEach((id, i) => {
          bind(id)
            .toResolvedValue(() => ({}))
            .inSingletonScope()
            .onDeactivation(async () => {
              closed.push('abcd'.charAt(i));
              if (i === 1) throw new Error('boom');
              if (i === 2) throwing(undefined)();
            });
        });
      },
      LOADER,
    );
    for (const id of ids.slice(0, 3)) container.get(id);
    const failures = await disposeBindings(container, bound);
    expect(closed).to.deep.equal(['c', 'b', 'a']);
    expect(failures.map(({ code }) => code)).to.deep.equal(['SERVICE_FAILED', 'SERVICE_FAILED']);
    expect(failures[1]?.message).to.equal('The service "b" failed while it was disposed of: boom');
  });

  it('passes over what is no longer bound', async () => {
    const container = createChild();
    const bound = loadBindings(
      container,
      ({ bind }) => void bind(Name).toConstantValue('x'),
      LOADER,
    );
    container.unbind(Name);
    expect(await disposeBindings(container, bound)).to.deep.equal([]);
  });
});
