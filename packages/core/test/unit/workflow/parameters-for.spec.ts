import { expect } from 'chai';
import type { RunArguments, RunOptions } from '#core/run/run-options.js';
import type { Runtime } from '#core/runtime/runtime.js';
import { workflow } from '#core/workflow/builder.js';
import type { ParametersFor, StatedParameters } from '#core/workflow/parameters-for.js';
import { type ConfigValues, type Port, type PortMap, port } from '#core/workflow/port.js';
import { isSecretValue, type SecretValue, type SecretValues } from '#core/workflow/secret-value.js';
import type { Workflow } from '#core/workflow/workflow.js';

interface Declared {
  readonly id: Port<string, 'required', false>;
  readonly rate: Port<number, 'default', false>;
  readonly tags: Port<string, 'optional', true>;
}

/** Compiles where values are of a type. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the type is stated where it is called
function is<T>(...values: readonly T[]): void {
  expect(values).to.be.an('array');
}

describe('the type of the parameters of a run', () => {
  it('is made of the declared inputs, with room for what is addressed to nodes', () => {
    is<ParametersFor<Declared>>(
      { id: 'a' },
      { id: 'a', rate: 1, tags: ['x'], node: { input: 1 } },
      { id: 'a', rate: undefined },
      {} as StatedParameters,
    );
    // @ts-expect-error a required input is missing
    is<ParametersFor<Declared>>({ rate: 1 });
    // @ts-expect-error a required input may be missing
    is<ParametersFor<Declared>>({} as Readonly<Record<string, unknown>>);
    // @ts-expect-error the interface has another type for it
    is<ParametersFor<Declared>>({ id: 1 } as { readonly id: number });
    // @ts-expect-error it is a text
    is<ParametersFor<Declared>>({ id: 1 });
    // @ts-expect-error it is a list
    is<ParametersFor<Declared>>({ id: 'a', tags: 'x' });
  });

  it('may be that of an interface, which has no names but its own', () => {
    interface Order {
      readonly id: string;
      readonly rate?: number;
      readonly node: { readonly input: number };
    }
    interface Numbered {
      readonly id: number;
    }
    const order: Order = { id: 'a', node: { input: 1 } };
    is<ParametersFor<Declared>>(order);
    // @ts-expect-error it is a text
    is<ParametersFor<Declared>>({ id: 1 } as Numbered);
  });

  it('is open where nothing is declared', () => {
    is<ParametersFor<Record<never, never>>>(1, 'text', {});
    is<ParametersFor<unknown>>(1, 'text', {});
  });
});

describe('the type of the options of a run', () => {
  it('asks for them where the workflow requires an input', () => {
    is<RunArguments<Declared>>(
      [{ parameters: { id: 'a' } }],
      [{ parameters: {} as StatedParameters, timeoutMs: 1 }],
    );
    // @ts-expect-error there are no options
    is<RunArguments<Declared>>([]);
    // @ts-expect-error there are no parameters
    is<RunArguments<Declared>>([{ timeoutMs: 1 }]);
    // @ts-expect-error a run has no such option
    is<RunArguments<Declared>>([{ parameters: { id: 'a' }, timeout: 1 }]);
  });

  it('lets them be left out where it requires none, or nothing is known of it', () => {
    is<RunArguments<Omit<Declared, 'id'>>>([], [{}], [{ parameters: { rate: 1 } }]);
    // @ts-expect-error it is a number
    is<RunArguments<Omit<Declared, 'id'>>>([{ parameters: { rate: 'a' } }]);
    is<RunArguments<unknown>>([], [{ parameters: 1 }]);
    is<RunArguments<PortMap>>([], [{}]);
  });

  it('goes for the options of a dry run as well', () => {
    type Options = Pick<RunOptions<Declared>, 'parameters' | 'id'>;
    is<RunArguments<Declared, Options>>([{ parameters: { id: 'a' }, id: 'run' }]);
    // @ts-expect-error it has no such option
    is<RunArguments<Declared, Options>>([{ parameters: { id: 'a' }, timeoutMs: 1 }]);
  });

  it('holds for a runtime', () => {
    const declared = workflow('declared', { inputs: { id: port<string>() } }).build();
    const loaded: Workflow = declared;
    const calls = (runtime: Runtime) => [
      runtime.start(declared, { parameters: { id: 'a' } }),
      runtime.start(loaded),
      // @ts-expect-error there are no options
      runtime.start(declared),
      // @ts-expect-error there are no parameters
      runtime.execute(declared, {}),
      // @ts-expect-error it is a text
      runtime.execute(declared, { parameters: { id: 1 } }),
      // @ts-expect-error there are no options
      runtime.plan(declared),
    ];
    expect(calls).to.be.a('function');
  });
});

describe('the type of configuration', () => {
  interface Inputs {
    readonly count: Port<number, 'required', false>;
    readonly deep: Port<{ readonly list: readonly number[] }, 'required', false>;
    readonly region: Port<'eu' | 'us', 'required', false>;
    readonly date: Port<Date, 'required', false>;
  }

  it('takes a template for any value, at any depth', () => {
    is<ConfigValues<Inputs>>(
      { count: 1, deep: { list: [1] }, region: 'eu' },
      { count: '${count}', deep: '${deep}', region: '${region:-eu}', date: '${date}' },
      { deep: { list: ['${first}', 2] } },
      { deep: { list: 'all ${list}' } },
    );
    // @ts-expect-error a text without a template is no number
    is<ConfigValues<Inputs>>({ count: 'count' });
    // @ts-expect-error a text without a template is no number, deeper down neither
    is<ConfigValues<Inputs>>({ deep: { list: ['first'] } });
    // @ts-expect-error it is none of the two
    is<ConfigValues<Inputs>>({ region: 'asia' });
  });
});

describe('the type of the secrets of a node', () => {
  it('says which may be absent', () => {
    type Held = SecretValues<{
      a: 'A';
      b: { name: 'B' };
      c: { name: 'C'; optional: true };
      d: { name: 'D'; optional: boolean };
    }>;
    const held = {} as Held;
    is<SecretValue | undefined>(held.a, held.b, held.c, held.d);
    // @ts-expect-error it may be absent
    is<SecretValue>(held.c);
    // @ts-expect-error it may be absent
    is<SecretValue>(held.d);
    is<SecretValue>(held.a, held.b);
    is<SecretValue | undefined>(({} as SecretValues<unknown>)['any']);
  });
});

describe('isSecretValue', () => {
  it('goes by the brand, and runs no code of a value', () => {
    const secret = Object.defineProperty({}, Symbol.for('tenon.Secret'), { value: true });
    expect(isSecretValue(secret)).to.equal(true);
    const { proxy, revoke } = Proxy.revocable(secret, {});
    revoke();
    const heir: unknown = Object.create(new Proxy(secret, { has: () => expect.fail('called') }));
    for (const value of [proxy, new Proxy(secret, {}), heir, {}, null, undefined, 'x', port()]) {
      expect(isSecretValue(value)).to.equal(false);
    }
  });
});

describe('raw', () => {
  it('is kept by the other methods of a port, and is off by default', () => {
    expect(port().isRaw).to.equal(false);
    const raw = port<string>().raw();
    for (const made of [raw, raw.optional(), raw.default('x'), raw.many(), raw.describe('x')]) {
      expect(made.isRaw).to.equal(true);
    }
    expect(port<string>().default('x').raw()).to.include({
      presence: 'default',
      defaultValue: 'x',
    });
  });
});
