import 'reflect-metadata';
import { expect } from 'chai';
import { Type } from 'class-transformer';
import {
  IsEmail,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Min,
  registerDecorator,
  Validate,
  ValidateNested,
  ValidatePromise,
  ValidatorConstraint,
} from 'class-validator';
import { Schemas } from '#validation/schemas/compile-schema.js';
import { flaws, problemWith, rawFlaws } from '../../support/checkers.js';

class Line {
  @IsString()
  sku = 'filled in by the class';

  @IsInt()
  @Min(1)
  count!: number;
}

class Customer {
  @IsEmail()
  email!: string;
}

class Order {
  @IsInt()
  id!: number;

  @IsIn(['open', 'paid'])
  state!: string;

  @IsNotEmpty()
  note!: string;

  @ValidateNested({ each: true })
  @Type(() => Line)
  lines!: Line[];

  @IsOptional()
  @ValidateNested()
  @Type(() => Customer)
  customer?: Customer;
}

const GOOD = { id: 1, state: 'open', note: 'n', lines: [{ sku: 'x', count: 2 }] };

let constructed = 0;
class Counting {
  @IsInt()
  n!: number;

  constructor() {
    constructed++;
  }
}

class Dog {
  @IsString()
  kind!: string;
  @IsInt()
  barks!: number;
}
class Cat {
  @IsString()
  kind!: string;
  @IsInt()
  lives!: number;
}
class Owner {
  @ValidateNested()
  @Type(() => Object, {
    discriminator: {
      property: 'kind',
      subTypes: [
        { value: Dog, name: 'dog' },
        { value: Cat, name: 'cat' },
      ],
    },
  })
  pet!: unknown;
}

@ValidatorConstraint({ name: 'known', async: true })
class Known {
  async validate(value: unknown) {
    await Promise.resolve();
    return value === 'known';
  }
  defaultMessage() {
    return '$property is not known';
  }
}
class Waiting {
  @Validate(Known)
  name!: string;
}
class AroundWaiting {
  @ValidateNested()
  @Type(() => Waiting)
  inner!: Waiting;
}

class Tree {
  @IsInt()
  n!: number;
  @IsOptional()
  @ValidateNested()
  @Type(() => Tree)
  next?: Tree;
}

class Lost {
  @ValidateNested()
  inner!: unknown;
}

describe('a class', () => {
  it('takes its instances, and plain objects that pass as one', async () => {
    expect(await flaws(Order, GOOD)).to.deep.equal([]);
    const instance = Object.assign(new Order(), {
      ...GOOD,
      lines: GOOD.lines.map((line) => Object.assign(new Line(), line)),
    });
    expect(await flaws(Order, instance)).to.deep.equal([]);
    instance.id = 'x' as never;
    expect(await flaws(Order, instance)).to.have.length(1);
  });

  it('takes nothing else', async () => {
    for (const value of [null, 5, 'text', [], new Date(), new Customer(), () => 1]) {
      expect(await flaws(Order, value)).to.deep.equal(['type/type : must be an object like Order']);
    }
  });

  it('tells each flaw with its category and place, in nested objects too', async () => {
    const order = {
      id: 'x',
      state: 'opn',
      note: '',
      lines: [{ sku: 'a', count: 0 }, { sku: 5, count: 1 }, 7],
      customer: { email: 'nobody' },
    };
    expect(await flaws(Order, order)).to.deep.equal(
      [
        'type/isInt id: must be an integer number',
        'constraint/enum state: must be one of the following values: open, paid',
        'missing/isNotEmpty note: should not be empty',
        'constraint/min lines.0.count: must not be less than 1',
        'type/isString lines.1.sku: must be a string',
        'type/nestedValidation lines.2: each value in nested property lines must be either object or array',
        'constraint/isEmail customer.email: must be an email',
      ].sort(byOrder(await flaws(Order, order))),
    );
    const [flaw] = await rawFlaws(Order, { ...GOOD, lines: [{ sku: 'a' }] });
    expect(flaw?.path).to.deep.equal(['lines', 0, 'count']);
  });

  /** The order in which class-validator tells of properties is its own. */
  function byOrder(order: readonly string[]) {
    return (a: string, b: string) => order.indexOf(a) - order.indexOf(b);
  }

  it('fills nothing in, and runs no constructor', async () => {
    expect(await flaws(Order, { ...GOOD, lines: [{ count: 1 }] })).to.deep.equal([
      'type/isString lines.0.sku: must be a string',
    ]);
    const before = constructed;
    expect(await flaws(Counting, { n: 1 })).to.deep.equal([]);
    expect(constructed).to.equal(before);
  });

  it('pollutes no prototype, and calls no accessor', async () => {
    const evil = JSON.parse(
      '{"id":1,"state":"open","note":"n","lines":[{"sku":"x","count":1,"__proto__":{"polluted":1}}],"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"prototype":{"polluted":1}}',
    ) as unknown;
    expect(await flaws(Order, evil)).to.deep.equal([]);
    expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
    expect((new Order() as { polluted?: unknown }).polluted).to.equal(undefined);
    let called = 0;
    const accessor = { ...GOOD };
    Object.defineProperty(accessor, 'id', { enumerable: true, get: () => ++called });
    expect(await flaws(Order, accessor)).to.deep.equal([
      'type/isInt id: must be an integer number',
    ]);
    expect(called).to.equal(0);
  });

  it('leaves the value as it is, frozen or not', async () => {
    const value = Object.freeze({
      ...GOOD,
      lines: Object.freeze([Object.freeze({ sku: 'x', count: 1 })]),
    });
    expect(await flaws(Order, value)).to.deep.equal([]);
    const open = { ...GOOD };
    await flaws(Order, open);
    expect(Object.getPrototypeOf(open)).to.equal(Object.prototype);
    expect(Object.getPrototypeOf(open.lines[0])).to.equal(Object.prototype);
  });

  it('finds the class of a nested object by its discriminator', async () => {
    expect(await flaws(Owner, { pet: { kind: 'cat', lives: 7 } })).to.deep.equal([]);
    expect(await flaws(Owner, { pet: { kind: 'dog', lives: 7 } })).to.deep.equal([
      'type/isInt pet.barks: must be an integer number',
    ]);
    const [unknown] = await rawFlaws(Owner, { pet: { kind: 'cow' } });
    expect([unknown?.category, unknown?.rule]).to.deep.equal(['structure', 'unknownValue']);
  });

  it('waits for asynchronous validators, of nested classes too, and only for these', async () => {
    expect(await flaws(Waiting, { name: 'other' })).to.deep.equal([
      'constraint/known name: is not known',
    ]);
    expect(await flaws(Waiting, { name: 'known' })).to.deep.equal([]);
    expect(await flaws(AroundWaiting, { inner: { name: 'other' } })).to.have.length(1);
    const checker = new Schemas().compile(Order, {}).checker;
    expect(checker?.check(GOOD)).to.be.an('array');
  });

  it('may contain itself, and values that contain themselves', async () => {
    expect(await flaws(Tree, { n: 1, next: { n: 2, next: { n: 'x' } } })).to.deep.equal([
      'type/isInt next.next.n: must be an integer number',
    ]);
    const ring: Record<string, unknown> = { n: 1 };
    ring['next'] = ring;
    const [flaw] = await rawFlaws(Tree, ring);
    expect(flaw?.rule).to.equal('failed');
  });

  it('without decorators takes its instances only', async () => {
    const nameless = Object.defineProperty(class Hidden extends Date {}, 'name', { value: '' });
    expect(await flaws(Date, new Date())).to.deep.equal([]);
    expect(await flaws(Date, {})).to.deep.equal(['type/type : must be an instance of Date']);
    expect(await flaws(nameless, {})).to.deep.equal([
      'type/type : must be an instance of a class without a name',
    ]);
  });

  it('is refused where the class of a nested property is not known', () => {
    expect(problemWith(Lost)).to.equal('has a nested property "inner" whose class is not known');
  });

  it('takes the class that the compiler recorded', async () => {
    class Recorded {
      inner!: Customer;
      list!: unknown[];
    }
    Reflect.defineMetadata('design:type', Customer, Recorded.prototype, 'inner');
    ValidateNested()(Recorded.prototype, 'inner');
    expect(await flaws(Recorded, { inner: { email: 'x' } })).to.deep.equal([
      'constraint/isEmail inner.email: must be an email',
    ]);
    Reflect.defineMetadata('design:type', Array, Recorded.prototype, 'list');
    ValidateNested({ each: true })(Recorded.prototype, 'list');
    expect(problemWith(class extends Recorded {})).to.include('"list"');
  });

  it('whose validator throws gives a flaw of its own', async () => {
    class Throwing {
      n!: number;
    }
    registerDecorator({
      name: 'throws',
      target: Throwing,
      propertyName: 'n',
      validator: {
        validate: () => {
          throw new Error('broken');
        },
      },
    });
    expect(await flaws(Throwing, { n: 1 })).to.deep.equal([
      'structure/failed : could not be checked, because the schema failed: broken',
    ]);
  });

  it('tells at most 20 flaws', async () => {
    const lines = Array.from({ length: 50 }, () => ({ sku: 1, count: 1 }));
    expect(await flaws(Order, { ...GOOD, lines })).to.have.length(20);
  });

  it('waits for the validators that a subclass adds, and for promises it holds', async () => {
    class Base {
      n!: number;
    }
    class Derived extends Base {}
    IsInt()(Base.prototype, 'n');
    registerDecorator({
      name: 'later',
      target: Derived,
      propertyName: 'n',
      async: true,
      validator: { validate: async (n) => n === 1, defaultMessage: () => 'n must be 1' },
    });
    const derived = (n: number) => Object.assign(new Derived(), { n });
    expect(await flaws(Base, derived(2))).to.deep.equal(['constraint/later n: must be 1']);
    expect(await flaws(Base, derived(1))).to.deep.equal([]);
    expect(new Schemas().compile(Base, {}).checker?.check({ n: 1 })).to.deep.equal([]);
    class Pending {
      @ValidatePromise()
      @IsInt()
      n!: Promise<number>;
    }
    expect(await flaws(Pending, { n: Promise.resolve('x') })).to.have.length(1);
    expect(await flaws(Pending, { n: Promise.resolve(1) })).to.deep.equal([]);
  });

  it('is no arrow function', () => {
    expect(problemWith(() => true)).to.equal('is a function, and no class');
  });
});
