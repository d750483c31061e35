import { createRuntime, type Plugin, RuntimeError, serviceId } from '@tenon/core';
import { expect } from 'chai';
import { Container, inject, injectable } from 'inversify';
import { thrown } from '../unit/errors/thrown.js';

interface Store {
  read(): string;
}
const Store = serviceId<Store>('example.Store', { methods: ['read'] });
const aStore = (text: string): Store => ({ read: () => text });

const binding = (name: string, register: NonNullable<Plugin['register']>): Plugin => ({
  manifest: { name, version: '1.0.0' },
  register,
});
const binds = (name: string): Plugin =>
  binding(name, ({ bind }) => bind(Store).toConstantValue(aStore(name)));
const asking = (seen: string[] = []): Plugin => ({
  manifest: { name: 'asking', version: '1.0.0' },
  apply: (_hooks, services) => void seen.push(services.get(Store).read()),
});

describe('a service that is bound twice', () => {
  it('names both plugins, who asked, and the fix', () => {
    const error = thrown(() =>
      createRuntime({ plugins: [binds('disk'), asking(), binds('cloud')] }),
    );
    expect(RuntimeError.is(error, 'SERVICE_CONFLICT')).to.equal(true);
    expect(error.message).to.equal(
      'The service "Store" is bound by plugin "cloud" and by plugin "disk", and plugin "asking" asked for the one.',
    );
    expect(error.hint).to.equal(
      'Keep one of these bindings, or bind your own in "configure", which counts before those of plugins. A plugin that only offers a default asks first: if (!isBound(Store)) bind(Store)….',
    );
    expect(error.cause).to.be.an('error');
  });

  it('is one error whoever asks: optionally, or as the host', () => {
    const optional: Plugin = {
      manifest: { name: 'optional', version: '1.0.0' },
      apply: (_hooks, services) => void services.tryGet(Store),
    };
    const plugins = [binds('disk'), binds('cloud')];
    expect(thrown(() => createRuntime({ plugins: [...plugins, optional] })).code).to.equal(
      'SERVICE_CONFLICT',
    );
    const { services } = createRuntime({ plugins });
    expect(thrown(() => services.get(Store)).message).to.contain('and the host asked for the one');
  });

  it('is told where one plugin, or the host, binds it twice', () => {
    const twice = binding('twice', ({ bind }) => {
      bind(Store).toConstantValue(aStore('a'));
      bind(Store).toConstantValue(aStore('b'));
    });
    expect(thrown(() => createRuntime({ plugins: [twice, asking()] })).message).to.contain(
      'is bound 2 times by plugin "twice"',
    );
    const error = thrown(() =>
      createRuntime({
        plugins: [asking()],
        configure: ({ bind }) => {
          bind(Store).toConstantValue(aStore('a'));
          bind(Store).toConstantValue(aStore('b'));
        },
      }),
    );
    expect(error.message).to.contain('is bound 2 times by the host');
  });

  it('is none where the host binds its own, or one binding replaces the other', () => {
    const seen: string[] = [];
    createRuntime({
      plugins: [binds('disk'), binds('cloud'), asking(seen)],
      configure: ({ bind }) => bind(Store).toConstantValue(aStore('host')),
    });
    const replacing = binding('later', ({ rebind }) =>
      rebind(Store).toConstantValue(aStore('later')),
    );
    createRuntime({ plugins: [binds('disk'), replacing, asking(seen)] });
    const moving = binding('moving', ({ bind, unbind }) => {
      unbind(Store);
      bind(Store).toConstantValue(aStore('moving'));
    });
    createRuntime({ plugins: [binds('disk'), moving, asking(seen)] });
    expect(seen).to.deep.equal(['host', 'later', 'moving']);
  });

  it('is none where all are asked for', () => {
    const { services } = createRuntime({ plugins: [binds('disk'), binds('cloud')] });
    expect(services.getAll(Store).map((store) => store.read())).to.deep.equal(['cloud', 'disk']);
  });

  it('leaves other failures what they are', () => {
    @injectable()
    class Needy implements Store {
      constructor(@inject(Symbol.for('example.missing')) readonly text: string) {}
      read = () => this.text;
    }
    const needy = binding('needy', ({ bind }) => bind(Store).to(Needy));
    expect(thrown(() => createRuntime({ plugins: [needy, asking()] })).code).to.equal(
      'SERVICE_FAILED',
    );
    const container = new Container();
    container.bind(Store).toConstantValue(aStore('a'));
    container.bind(Store).toConstantValue(aStore('b'));
    expect(thrown(() => createRuntime({ container, plugins: [asking()] })).code).to.equal(
      'SERVICE_FAILED',
    );
  });
});
