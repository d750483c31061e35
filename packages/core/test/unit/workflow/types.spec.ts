import type { StandardSchemaV1 } from '@standard-schema/spec';
import { expect } from 'chai';
import { kind, workflow } from '#core/workflow/builder.js';
import { InputHandle, type NodeHandle, type OutputHandle } from '#core/workflow/handles.js';
import { defineNode } from '#core/workflow/node.js';
import { port } from '#core/workflow/port.js';
import { Routed } from '#core/workflow/routed.js';
import { subWorkflow } from '#core/workflow/sub-workflow.js';
import type { Workflow } from '#core/workflow/workflow.js';

// The compiler compares two such functions only by identity of the types in their conditions.
/* oxlint-disable typescript/no-unnecessary-type-parameters */
/** Whether two types are the same, `any` and `readonly` included. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles when the type is `true`. */
function same<T extends true>(claim?: T): void {
  expect(claim).to.equal(undefined);
}
/* oxlint-enable typescript/no-unnecessary-type-parameters */

declare const standardNumber: StandardSchemaV1<number>;
class Customer {
  readonly id: string = '';
  greet(): string {
    return `Hello ${this.id}`;
  }
}

const produce = defineNode({
  type: 'produce',
  outputs: {
    count: port<number>(),
    name: port<string>(),
    order: port<{ customer: { city: string }; lines: readonly { sku: string }[] }>(),
  },
  run: () => ({ count: 1, name: 'a', order: { customer: { city: 'b' }, lines: [] } }),
});
const consume = defineNode({
  type: 'consume',
  inputs: {
    amount: port<number>(),
    either: port<number | string>().optional(),
    all: port<number>().many().optional(),
  },
  settings: { currency: port<string>(), digits: port<number>().default(2) },
  outputs: { total: port<number>(), note: port<string>().optional() },
  run: ({ amount }) => ({ total: amount }),
});

function nodes() {
  const flow = workflow('types');
  return { flow, from: flow.add('from', produce), to: flow.add('to', consume) };
}

describe('the comparison of types in these tests', () => {
  it('tells apart what is assignable both ways', () => {
    same<Same<{ readonly a: number }, { readonly a: number }>>();
    // @ts-expect-error "readonly" counts
    same<Same<{ a: number }, { readonly a: number }>>();
    // @ts-expect-error "unknown" is no other type
    same<Same<unknown, number>>();
    // @ts-expect-error a part of a union is not the union
    same<Same<number, number | undefined>>();
  });
});

describe('the type of a connection', () => {
  it('lets a value into an input that takes it', () => {
    const { flow, from, to } = nodes();
    flow.connect(from.out.count, to.in.amount);
    flow.connect(from.out.count, to.in.either);
    flow.connect(from.out.name, to.in.either);
    flow.connect(from.out.order.at('customer').at('city'), to.in.either);
    flow.connect(from.out.order.at('lines').at(0).at('sku'), to.in.either);
    // One connection brings one element of what the port collects.
    flow.connect(from.out.count, to.in.all);
  });

  it('refuses any other value', () => {
    const { flow, from, to } = nodes();
    // @ts-expect-error a string does not fit a number
    flow.connect(from.out.name, to.in.amount);
    // @ts-expect-error an object does not fit a number or a string
    flow.connect(from.out.order, to.in.either);
    // @ts-expect-error a string is no element of a list of numbers
    flow.connect(from.out.name, to.in.all);
    // @ts-expect-error an input is no source
    expect(() => flow.connect(to.in.amount, to.in.amount)).to.throw();
    // @ts-expect-error an output is no target
    flow.connect(from.out.count, from.out.count);
  });

  it('knows the names of ports and members', () => {
    const { from, to } = nodes();
    // @ts-expect-error there is no such output
    expect(from.out.total).to.equal(undefined);
    // @ts-expect-error there is no such input
    expect(to.in.sum).to.equal(undefined);
    // @ts-expect-error there is no such member
    from.out.order.at('custmer');
    same<Same<typeof from.out.count, OutputHandle<number>>>();
    same<Same<typeof to.in.all, InputHandle<number>>>();
  });

  it('is open where a node is known by its kind alone', () => {
    const { flow, from, to } = nodes();
    const late = flow.add('late', kind('late'), { anything: 1 });
    flow.connect(from.out.name, late.input('x'));
    flow.connect(late.output<number>('y'), to.in.amount);
    same<Same<typeof late, NodeHandle>>();
    // @ts-expect-error nothing is known of what it carries
    flow.connect(late.output('y'), to.in.amount);
  });
});

describe('the types of a node', () => {
  it('come from plain types', () => {
    defineNode({
      type: 'plain',
      inputs: {
        required: port<number>(),
        optional: port<string>().optional(),
        preset: port<boolean>().default(true),
        many: port<Date>().many(),
        perhaps: port<number>().many().optional(),
        nested: port<{ list: number[] }>(),
      },
      run: (inputs, context) => {
        same<Same<(typeof inputs)['required'], number>>();
        same<Same<(typeof inputs)['optional'], string | undefined>>();
        same<Same<(typeof inputs)['preset'], boolean>>();
        same<Same<(typeof inputs)['many'], readonly Date[]>>();
        same<Same<(typeof inputs)['perhaps'], readonly number[]>>();
        same<Same<(typeof inputs)['nested'], { readonly list: readonly number[] }>>();
        // @ts-expect-error what came in is not to be changed
        inputs.required = 1;
        // @ts-expect-error nor anything inside it
        inputs.nested.list[0] = 1;
        // @ts-expect-error there is no such input
        expect(inputs.other).to.equal(undefined);
        // @ts-expect-error there is no such setting
        expect(context.settings.other).to.equal(undefined);
        return {};
      },
    });
  });

  it('come from Standard Schemas, JSON Schemas and classes', () => {
    defineNode({
      type: 'schemas',
      inputs: {
        standard: port({} as typeof standardNumber),
        bare: {} as typeof standardNumber,
        name: port({ type: 'string' }),
        colour: port({ enum: ['red', 'green'] }),
        fixed: port({ const: 7 }),
        list: port({ type: 'array', items: { type: 'integer' } }),
        either: port({ type: ['number', 'null'] }),
        order: port({
          type: 'object',
          properties: { id: { type: 'string' }, note: { type: 'string' } },
          required: ['id'],
        }),
        any: port({ minimum: 1 }),
        customer: port(Customer),
        customers: port(Customer).many(),
      },
      run: (inputs) => {
        same<Same<(typeof inputs)['standard'], number>>();
        same<Same<(typeof inputs)['bare'], number>>();
        same<Same<(typeof inputs)['name'], string>>();
        same<Same<(typeof inputs)['colour'], 'red' | 'green'>>();
        same<Same<(typeof inputs)['fixed'], 7>>();
        same<Same<(typeof inputs)['list'], readonly number[]>>();
        same<Same<(typeof inputs)['either'], number | null>>();
        const { id, note }: { readonly id: string; readonly note?: string } = inputs.order;
        same<Same<typeof id, string>>();
        same<Same<typeof note, string | undefined>>();
        same<Same<(typeof inputs)['any'], unknown>>();
        same<Same<(typeof inputs)['customer'], Customer>>();
        same<Same<(typeof inputs)['customers'], readonly Customer[]>>();
        return {};
      },
    });
  });

  it('hold for what it returns', () => {
    const outputs = { total: port<number>(), note: port<string>().optional() };
    defineNode({ type: 'fine', outputs, run: () => ({ total: 1 }) });
    defineNode({
      type: 'later',
      outputs,
      run: () => Promise.resolve({ total: 1, note: undefined }),
    });
    // @ts-expect-error an output is missing
    defineNode({ type: 'missing', outputs, run: () => ({ note: 'a' }) });
    // @ts-expect-error an output is of the wrong type
    defineNode({ type: 'wrong', outputs, run: () => ({ total: '1' }) });
  });

  it('hold for the settings it reads', () => {
    defineNode({
      type: 'settings',
      settings: { path: port<string>(), limit: port<number>().optional() },
      run: (_, { settings }) => {
        same<Same<typeof settings.path, string>>();
        same<Same<typeof settings.limit, number | undefined>>();
        return {};
      },
    });
  });

  it('hold for a handler from the container', () => {
    class Doubling {
      run({ n }: { readonly n: number }) {
        return { twice: 2 * n };
      }
    }
    class Shouting {
      run({ n }: { readonly n: string }) {
        return { twice: n };
      }
    }
    const ports = { inputs: { n: port<number>() }, outputs: { twice: port<number>() } };
    defineNode({ type: 'doubling', ...ports, handler: Doubling });
    // @ts-expect-error the handler takes another type
    defineNode({ type: 'shouting', ...ports, handler: Shouting });
  });
});

describe('the type of configuration', () => {
  it('is that of the inputs and settings', () => {
    const { flow } = nodes();
    flow.add('a', consume, { amount: 1, all: [1, 2], currency: 'EUR' });
    flow.add('b', consume, {});
    flow.add('c', consume);
    // @ts-expect-error a string does not fit a number
    flow.add('d', consume, { amount: '1' });
    // @ts-expect-error an input that takes many is configured with a list
    flow.add('e', consume, { all: 1 });
    // @ts-expect-error there is no such input or setting
    flow.add('f', consume, { amuont: 1 });
    // @ts-expect-error a node known by its kind is configured by name, too
    flow.add('late', kind('late'), 7);
    // @ts-expect-error nothing joins "some"
    flow.add('g', consume, {}, { join: 'some' });
  });
});

describe("the types of a workflow's own ports", () => {
  const signature = {
    inputs: { amount: port<number>() },
    outputs: { total: port<number>(), name: port<string>().optional() },
  };

  it('hold where it is built', () => {
    const flow = workflow('own', signature);
    const from = flow.add('from', produce);
    const to = flow.add('to', consume);
    flow.input('amount').to(to.in.amount, to.in.either);
    flow.output('total', to.out.total);
    // @ts-expect-error an input that takes text does not take a number
    flow.input('amount').to(new InputHandle<string>('a', 'b'));
    // @ts-expect-error a string is no number
    flow.output('total', from.out.name);
    // @ts-expect-error it declares no such input
    expect(() => flow.input('rate')).to.throw();
    // @ts-expect-error it declares no such output
    expect(() => flow.output('sum', to.out.total)).to.throw();
  });

  it('hold where it stands in another', () => {
    const inner = workflow('own', signature).build();
    const { flow, from, to } = nodes();
    const node = flow.add('inner', subWorkflow(inner), { amount: 1 });
    flow.connect(from.out.count, node.in.amount);
    flow.connect(node.out.total, to.in.amount);
    // @ts-expect-error a string does not fit a number
    flow.connect(from.out.name, node.in.amount);
    // @ts-expect-error a string does not fit a number
    flow.connect(node.out.name, to.in.amount);
  });

  it('are open where the workflow came from elsewhere', () => {
    const loaded: Workflow = workflow('loaded', signature).build();
    const { flow, from } = nodes();
    const node = flow.add('loaded', subWorkflow(loaded), { amount: 1 });
    flow.connect(from.out.count, node.input('amount'));
  });
});

describe('the types of a choice among ports', () => {
  const outputs = { urgent: port<number>(), later: port<number>(), note: port<string>() };
  const shape = {
    type: 'triage',
    outputs,
    routes: { ports: ['urgent', 'later'], multiple: false },
  };

  it('are those of the node, also where a function beside it chooses', () => {
    const choose = (age: number) =>
      age > 3 ? new Routed({ urgent: age, note: 'old' }, ['urgent']) : new Routed({}, []);
    const stated = (age: number): Routed<typeof outputs> => new Routed({ later: age }, ['later']);
    const { flow, to } = nodes();
    const chosen = flow.add('chosen', defineNode({ ...shape, run: () => choose(1) }));
    flow.connect(chosen.out.later, to.in.amount);
    defineNode({ ...shape, run: async () => choose(1) });
    defineNode({ ...shape, run: () => Promise.resolve(stated(1)) });
    expect(Routed.is(choose(4))).to.equal(true);
    expect(choose(4)).to.be.instanceOf(Routed);
  });

  it('show what a node does not have', () => {
    // @ts-expect-error it has no such port
    defineNode({ ...shape, run: (_inputs) => new Routed({ urgent: 1 }, ['nope']) });
    const misspelt = () => new Routed({ urgent: 1 }, ['urgnt']);
    // @ts-expect-error it has no such port
    defineNode({ ...shape, run: misspelt });
    const mistyped = () => new Routed({ urgent: 'soon' }, ['urgent']);
    // @ts-expect-error the output is a number
    defineNode({ ...shape, run: mistyped });
    // @ts-expect-error it has no such port
    const stated = (): Routed<typeof outputs> => new Routed({ later: 1 }, ['latr']);
    expect(stated().taken).to.deep.equal(['latr']);
  });
});
