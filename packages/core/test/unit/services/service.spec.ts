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
