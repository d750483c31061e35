import { createRuntime, Logger, type Plugin, serviceId } from '@tenon/core';
import { only, pass, RecordingLogger } from '@tenon/testing';
import { expect } from 'chai';
import { Container, inject, injectable } from 'inversify';

/** The examples of docs/configuring-the-container.md. */
describe('the container of a host', () => {
  // #region precedence
  const Greeting = serviceId<string>('example.Greeting');
  const heard: string[] = [];
  const greeter: Plugin = {
    manifest: { name: 'greeter', version: '1.0.0' },
    register({ bind, isBound }) {
      if (!isBound(Greeting)) bind(Greeting).toConstantValue('from the plugin');
    },
    apply(_hooks, services) {
      heard.push(services.get(Greeting));
    },
  };

  it('lets configure beat the host, and the host beat a plugin', () => {
    const host = new Container();
    const plugins = [greeter];
    createRuntime({ container: host, plugins });

    host.bind(Greeting).toConstantValue('from the host');
    createRuntime({ container: host, plugins });

    createRuntime({
      container: host,
      plugins,
      configure: ({ bind }) => {
        bind(Greeting).toConstantValue('from configure');
      },
    });
    expect(heard).to.deep.equal(['from the plugin', 'from the host', 'from configure']);
  });
  // #endregion

  // #region several
  it('serves several runtimes, which do not meet', async () => {
    const host = new Container();
    host.bind(Logger).toConstantValue(new RecordingLogger());
    const strict = createRuntime({ container: host, limits: { nodeVisits: 1 } });
    const free = createRuntime({ container: host });

    const flow = only(pass, { value: 1 });
    expect((await strict.execute(flow)).status).to.equal('completed');
    expect(strict.services.get(Logger)).to.equal(free.services.get(Logger));

    await strict.dispose();
    expect((await free.execute(flow)).status).to.equal('completed');
  });
  // #endregion

  // #region trap
  const Region = serviceId<string>('example.Region');

  @injectable()
  class Prices {
    constructor(@inject(Region) readonly region: string) {}
  }

  const inRegion = (container: Container, region: string) =>
    createRuntime({
      container,
      configure: ({ bind }) => {
        bind(Region).toConstantValue(region);
      },
    });

  it('shares a singleton that was first made through a runtime, with what that bound', () => {
    const host = new Container();
    host.bind(Region).toConstantValue('nowhere');
    host.bind(Prices).toSelf().inSingletonScope();

    expect(inRegion(host, 'north').services.get(Prices).region).to.equal('north');
    expect(inRegion(host, 'south').services.get(Prices).region).to.equal('north');
    expect(host.get(Prices).region).to.equal('north');
  });

  it('is safe where what depends on the runtime is bound in the runtime', () => {
    const regionOf = (region: string) =>
      createRuntime({
        container: new Container(),
        configure: ({ bind }) => {
          bind(Region).toConstantValue(region);
          bind(Prices).toSelf();
        },
      }).services.get(Prices).region;

    expect([regionOf('north'), regionOf('south')]).to.deep.equal(['north', 'south']);
  });
  // #endregion
});
