import { expect } from 'chai';
import { Container, inject, injectable } from 'inversify';
import { RuntimeError } from '#core/errors/runtime-error.js';
import { createServices, nameOfService, serviceId } from '#core/services/service.js';
import { thrown } from '../errors/thrown.js';

interface Engine {
  readonly power: number;
}
const Engine = serviceId<Engine>('test.Engine');
const Wheel = serviceId<object>('test.Wheel');
interface Vault {
  get(name: string): string;
  put(name: string, text: string): void;
  close?(): void;
  readonly size: number;
}
const Vault = serviceId<Vault>('test.Vault', { methods: ['get', 'put'] });

const containerOf = () => new Container({ defaultScope: 'Singleton' });
const servicesOf = (container: Container) => createServices(container, 'plugin "mine"');

describe('serviceId', () => {
  it('is the same symbol in every copy of a package, and typed', () => {
    expect(serviceId('test.Engine')).to.equal(Symbol.for('test.Engine'));
    const container = containerOf();
    container.bind(Engine).toConstantValue({ power: 7 });
    const power: number = servicesOf(container).get(Engine).power;
    expect(power).to.equal(7);
    // @ts-expect-error a value of another type is an error of the compiler
    container.bind(Engine).toConstantValue({ speed: 7 });
  });

  it('states methods that all its services have', () => {
    serviceId<Vault>('test.Vault', { methods: ['get'] });
    // @ts-expect-error there is no such method
    serviceId<Vault>('test.Vault', { methods: ['gte'] });
    // @ts-expect-error it may be missing
    serviceId<Vault>('test.Vault', { methods: ['close'] });
    // @ts-expect-error it is no method
    serviceId<Vault>('test.Vault', { methods: ['size'] });
  });
});

describe('the methods that an identifier states', () => {
  const asked = (bound: unknown, ask: 'get' | 'tryGet' | 'getAll' = 'get') => {
    const container = containerOf();
    container.bind(Vault).toConstantValue(bound as Vault);
    return () => servicesOf(container)[ask](Vault);
  };

  it('are those that a service has, its own or of its class', () => {
    class Holding {
      get = () => '';
      put(): void {}
    }
    for (const vault of [new Holding(), { get() {}, put() {}, more: 1 }, () => 1]) {
      if (typeof vault === 'function') Object.assign(vault, { get() {}, put() {} });
      expect(asked(vault)()).to.equal(vault);
      expect(asked(vault, 'tryGet')()).to.equal(vault);
      expect(asked(vault, 'getAll')()).to.deep.equal([vault]);
    }
  });

  it('are looked for wherever a service is asked for, and all that are missing are named', () => {
    for (const ask of ['get', 'tryGet', 'getAll'] as const) {
      const error = thrown(asked({ get: 'text', token: 'hunter2' }, ask));
      expect(error.code).to.equal('SERVICE_FAILED');
      expect(error.message).to.equal(
        'What is bound as the service "Vault" is an object with "get" and "token", and has no method "get" or "put".',
      );
      expect(error.hint).to.equal('Bind an object with get(…), put(…).');
    }
  });

  it('are missing in what is no object, and what that holds is not shown', () => {
    class HttpVault {
      readonly token = 'hunter2';
    }
    const bound = [null, 7, 'hunter2', HttpVault, new HttpVault(), ['hunter2'], new Map()];
    const messages = bound.map((value) => thrown(asked(value)).message);
    expect(messages.map((message) => message.replace(/^.*"Vault" is |, and has .*$/g, '')))
      .to //
      .deep.equal([
        'null',
        'a number',
        'a string',
        'function HttpVault',
        'an instance of HttpVault with "token"',
        'a list',
        'an instance of Map',
      ]);
    expect(messages.join()).not.to.include('hunter2');
  });

  it('count as they were stated first, and of a service that states none nothing is asked', () => {
    expect(serviceId('test.Vault', { methods: [] })).to.equal(Vault);
    expect(asked({})).to.throw('has no method "get" or "put"');
    const container = containerOf();
    container.bind(Wheel).toConstantValue({});
    expect(servicesOf(container).get(Wheel)).to.deep.equal({});
  });
});

describe('services', () => {
  it('say who asked for what is not bound, and the line that binds it', () => {
    const error = thrown(() => servicesOf(containerOf()).get(Engine));
    expect(error.code).to.equal('SERVICE_UNBOUND');
    expect(error.message).to.equal(
      'The service "Engine" is not bound, and plugin "mine" asked for it.',
    );
    expect(error.hint).to.include('configure: ({ bind }) => { bind(Engine).toConstantValue(');
  });

  it('say what to do instead of binding where the identifier states it', () => {
    const id = serviceId<object>('test.Odd', { title: 'odd thing', remedy: 'Make it even.' });
    const error = thrown(() => servicesOf(containerOf()).get(id));
    expect(error.message).to.equal('The odd thing is not bound, and plugin "mine" asked for it.');
    expect(error.hint).to.equal('Make it even.');
  });

  it('answer undefined, or nothing, for what is optional', () => {
    const services = servicesOf(containerOf());
    expect(services.tryGet(Engine)).to.equal(undefined);
    expect(services.getAll(Engine)).to.deep.equal([]);
  });

  it('say what could not be made, and keep the cause', () => {
    @injectable()
    class Motor {
      constructor(@inject(Wheel) readonly wheel: object) {}
    }
    const missing = containerOf();
    missing.bind(Engine).to(Motor as never);
    const twice = containerOf();
    twice.bind(Engine).toConstantValue({ power: 1 });
    twice.bind(Engine).toConstantValue({ power: 2 });
    const late = containerOf();
    late.bind(Engine).toDynamicValue(async () => ({ power: 1 }));
    for (const container of [missing, twice, late]) {
      for (const ask of ['get', 'tryGet'] as const) {
        const error = thrown(() => servicesOf(container)[ask](Engine));
        expect(error.code).to.equal('SERVICE_FAILED');
        expect(error.message).to.include('"Engine" could not be made for plugin "mine"');
        expect(error.message).not.to.include('\n');
        expect(error.cause).to.be.instanceOf(Error);
      }
    }
  });

  it('pass errors of Tenon through from the constructor of a service', () => {
    const own = new RuntimeError('OPTION_INVALID', 'no');
    const container = containerOf();
    container.bind(Engine).toDynamicValue(() => {
      throw own;
    });
    expect(thrown(() => servicesOf(container).get(Engine))).to.equal(own);
  });

  it('answer all of what many may bind, those of the host included', () => {
    const host = containerOf();
    host.bind(Engine).toConstantValue({ power: 1 });
    const child = new Container({ parent: host });
    child.bind(Engine).toConstantValue({ power: 2 });
    const powers = servicesOf(child)
      .getAll(Engine)
      .map(({ power }) => power);
    expect(powers).to.have.members([1, 2]);
  });

  it('prefer what is due to one asker alone', () => {
    const container = containerOf();
    container.bind(Engine).toConstantValue({ power: 1 });
    const own = new Map([[Engine, () => ({ power: 9 })]]);
    const services = createServices(container, 'plugin "mine"', own);
    expect(services.get(Engine).power).to.equal(9);
    expect(services.tryGet(Engine)?.power).to.equal(9);
  });
});

describe('nameOfService', () => {
  it('is the name as declared in code', () => {
    class Motor {
      readonly power = 7;
    }
    expect(nameOfService(Engine)).to.equal('Engine');
    expect(nameOfService('engine')).to.equal('engine');
    expect(nameOfService(Motor)).to.equal('Motor');
  });
});
