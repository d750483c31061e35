import {
  defineNode,
  issueError,
  type Plugin,
  port,
  type RunRequest,
  subWorkflow,
  workflow,
} from '@tenon/core';
import { parameters, parametersOf } from '@tenon/plugin-parameters';
import { aRuntime, aWorkflow, only } from '@tenon/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { got, settled } from '../support/nodes.js';
import { refusedFor, run } from '../support/runtime.js';

const two = () => aWorkflow().node('n', got).node('m', got).build();

async function results(...args: Parameters<typeof run>) {
  const result = await run(...args);
  if (result.status !== 'completed') throw result.error as Error;
  return Object.fromEntries(
    Object.entries(result.results).map(([node, outputs]) => [node, outputs?.['got']]),
  );
}

describe('parameters', () => {
  it('are addressed to a node by its id', async () => {
    expect(await results(two(), { n: { a: 1, b: null } })).to.deep.equal({
      n: { a: 1, b: null },
      m: {},
    });
  });

  it('go to every input of exactly their name otherwise', async () => {
    expect(await results(two(), { a: 1 })).to.deep.equal({ n: { a: 1 }, m: { a: 1 } });
  });

  it('may be mixed', async () => {
    expect(await results(two(), { a: 1, n: { b: 2 } })).to.deep.equal({
      n: { a: 1, b: 2 },
      m: { a: 1 },
    });
  });

  it('are addressed only where a key is a node and holds a plain object', async () => {
    const flow = aWorkflow().node('a', got).node('m', got).build();
    expect(await results(flow, { a: 5 })).to.deep.equal({ a: { a: 5 }, m: { a: 5 } });
    expect(await results(flow, { a: { b: 5 } })).to.deep.equal({ a: { b: 5 }, m: {} });
    expect(await results(flow, { a: [5] })).to.deep.equal({ a: { a: [5] }, m: { a: [5] } });
    expect(await results(flow, { a: new Map() })).to.deep.equal({
      a: { a: new Map() },
      m: { a: new Map() },
    });
  });

  it('say their form without guessing through parametersOf', async () => {
    const flow = aWorkflow().node('a', got).node('m', got).build();
    expect(await results(flow, parametersOf({ values: { a: { b: 5 } } }))).to.deep.equal({
      a: { a: { b: 5 } },
      m: { a: { b: 5 } },
    });
    const both = parametersOf({ nodes: { a: { b: 1 } }, values: { a: 2 } });
    expect(await results(flow, both)).to.deep.equal({ a: { b: 1, a: 2 }, m: { a: 2 } });
    expect(await results(flow, parametersOf({}))).to.deep.equal({ a: {}, m: {} });
  });

  it('are data where they only look as if they said it', async () => {
    const given: unknown = JSON.parse('{"~parameters":true,"a":1}');
    const result = await run(two(), given);
    expect(refusedFor(result)).to.deep.equal(['PARAMETER_UNKNOWN']);
    expect(result.error?.message).to.include('"~parameters"');
  });

  it('are refused by parametersOf where a part is no plain object', () => {
    expect(() => parametersOf({ nodes: [] as never }))
      .to.throw('"nodes" of parametersOf is [].')
      .with.property('code', 'OPTION_INVALID');
  });

  it('may be absent, empty, null or hold what is undefined', async () => {
    for (const given of [undefined, null, {}, { zzz: undefined }, { n: { zzz: undefined } }]) {
      expect(await results(two(), given)).to.deep.equal({ n: {}, m: {} });
    }
  });

  it('are values as they are: nothing is converted unless asked for', async () => {
    const date = new Date();
    for (const value of ['42', 'true', date, 'no', '1e3', Number.NaN]) {
      expect(await results(only(got), { only: { a: value } })).to.deep.equal({
        only: { a: value },
      });
    }
  });

  it('work with every name', async () => {
    for (const name of [
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'a.b',
      'ß',
      ' ',
    ]) {
      const node = defineNode({
        type: 'x',
        inputs: { [name]: port().optional(), ['__proto__']: port().optional() },
        outputs: { got: port() },
        run: (inputs) => ({ got: Object.entries(inputs) }),
      });
      const flow = aWorkflow().node(name, node).build();
      const given = JSON.parse(`{${JSON.stringify(name)}:{${JSON.stringify(name)}:7}}`) as unknown;
      const addressed = await run(flow, given);
      expect(addressed.results[name]?.['got'], name).to.deep.equal([[name, 7]]);
      const level = await run(flow, JSON.parse(`{${JSON.stringify(name)}:7}`));
      expect(level.results[name]?.['got'], name).to.deep.equal([[name, 7]]);
    }
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
  });

  it('leave the objects of the caller as they are', async () => {
    const given = deepFrozen({ n: { a: { deep: [1] } }, b: [{ x: 1 }] });
    const flow = aWorkflow().node('n', got, { b: '${b[0].x} and ${a.deep[0]}' }).build();
    for (const isolation of ['share', 'freeze', 'copy'] as const) {
      const { status } = await run(flow, given, { run: { isolation } });
      expect(status).to.equal('completed');
    }
    const open = { n: { a: { deep: [1] } }, b: [{ x: 1 }] };
    const before = structuredClone(open);
    const { results: all } = await run(flow, open, { run: { isolation: 'freeze' } });
    expect(open).to.deep.equal(before);
    expect(Object.isFrozen(open.n.a)).to.equal(false);
    expect((all['n']?.['got'] as { a: unknown } | undefined)?.a).to.equal(open.n.a);
  });

  it('leave them as they are, whatever they hold and wherever it goes', async () => {
    const inner = only(got, { b: '${a}' });
    const flow = aWorkflow()
      .node('n', got, { b: ['${a}', { text: 'is ${c:-none}' }] })
      .node('s', settled, { a: '${a}' })
      .node('sub', subWorkflow(inner))
      .build();
    await fc.assert(
      fc.asyncProperty(
        fc.object({ maxDepth: 3 }),
        fc.constantFrom('share', 'freeze', 'copy'),
        fc.boolean(),
        async (data, isolation, isStated) => {
          const given = { n: { a: data }, a: data, s: { a: [data] }, sub: { only: { a: data } } };
          const shape = shapeOf(given);
          const parameterValues = isStated
            ? parametersOf({
                nodes: { n: given.n, s: given.s, sub: given.sub },
                values: { a: given.a },
              })
            : given;
          const { status } = await run(flow, parameterValues, {
            options: { unknown: 'ignore', coerce: 'lossless' },
            run: { isolation },
          });
          expect(status).to.equal('completed');
          expect(shapeOf(given)).to.deep.equal(shape);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('are given to a run in maps of its own, also where there are none', async () => {
    const requests: RunRequest[] = [];
    const looks: Plugin = {
      manifest: { name: 'looks', version: '1.0.0', after: ['parameters'] },
      apply: (hooks) => {
        hooks.prepare.tap('looks', (request) => void requests.push(request));
      },
    };
    const { runtime } = aRuntime({ plugins: [parameters(), looks] });
    for (let i = 0; i < 2; i++) {
      await runtime.execute(only(got), { parameters: { only: { a: 1 } } });
    }
    const [first, second] = requests;
    expect(first?.secrets).to.be.instanceOf(Map).and.not.equal(second?.secrets);
    expect(first?.inputs).to.be.instanceOf(Map).and.not.equal(second?.inputs);
  });

  it('do not stay for the next run', async () => {
    const flow = only(got, { a: 'configured' });
    expect(await results(flow, { only: { a: 'first' } })).to.deep.equal({ only: { a: 'first' } });
    expect(await results(flow)).to.deep.equal({ only: { a: 'configured' } });
  });
});

describe('parameters that nothing takes', () => {
  it('refuse the run, and near names are listed', async () => {
    const flow = two();
    const cases: [unknown, string, string][] = [
      [{ ghost: { a: 1 } }, 'No node has the id "ghost"', ''],
      [{ N: { a: 1 } }, 'No node has the id "N"', 'Did you mean "n"?'],
      [{ zzz: 1 }, 'Nothing takes the parameter "zzz"', ''],
      [{ A: 1 }, 'Nothing takes the parameter "A"', 'Did you mean "a"?'],
      [{ n: { zzz: 1 } }, 'Node "n" takes no parameter "zzz".', 'Its inputs: "a" and "b".'],
      [parametersOf({ nodes: { x: {} } }), 'Parameters are addressed to node "x"', ''],
      [parametersOf({ nodes: { N: {} } }), 'node "N", which the workflow does not have', '"n"'],
    ];
    for (const [given, message, hint] of cases) {
      const result = await run(flow, given);
      expect(refusedFor(result)).to.deep.equal(['PARAMETER_UNKNOWN']);
      expect(result.error?.message).to.include(message);
      expect(result.error?.hint ?? '').to.include(hint);
      expect(result.issues[0]?.category).to.equal('structure');
    }
  });

  it('are never matched by part of a name, another case or a synonym', async () => {
    const node = defineNode({ type: 'x', inputs: { user_id: port().optional() }, run: () => ({}) });
    for (const name of ['id', 'user', 'userId', 'User_id', 'user_id '])
      expect(refusedFor(await run(only(node), { [name]: 7 })), name).to.deep.equal([
        'PARAMETER_UNKNOWN',
      ]);
  });

  it('are found all at once, with what else refuses the run', async () => {
    const flow = aWorkflow().node('n', got, { a: '${missing}' }).node('m', got).build();
    const result = await run(flow, { x: 1, y: 2, n: { z: 3 } });
    expect(refusedFor(result)).to.deep.equal([
      'PARAMETER_UNKNOWN',
      'PARAMETER_UNKNOWN',
      'PARAMETER_UNKNOWN',
      'TEMPLATE_UNRESOLVED',
    ]);
    expect(result.error?.message).to.include('(and 3 more, see "issues")');
  });

  it('are a warning, or nothing, where the option says so', async () => {
    const given = { zzz: 1, n: { yyy: 2, a: 3 } };
    const warned = await run(two(), given, { options: { unknown: 'warn' } });
    expect(warned.status).to.equal('completed');
    expect(warned.results['n']?.['got']).to.deep.equal({ a: 3 });
    expect(warned.warnings.map(({ code, node }) => [code, node])).to.deep.equal([
      ['PARAMETER_UNKNOWN', undefined],
      ['PARAMETER_UNKNOWN', 'n'],
    ]);
    expect(warned.issues.map(({ severity }) => severity)).to.deep.equal(['warning', 'warning']);
    const ignored = await run(two(), given, { options: { unknown: 'ignore' } });
    expect([ignored.status, ignored.warnings, ignored.issues]).to.deep.equal(['completed', [], []]);
  });

  it('are told what they could be: a setting, an input of the workflow, something inside a node', async () => {
    const setting = await run(only(settled), { only: { a: 1 } });
    expect(setting.error?.hint).to.equal(
      '"a" is a setting: configure it, and write ${a} there where a run is to choose.',
    );
    const bare = await run(only(defineNode({ type: 'x', run: () => ({}) })), { only: { a: 1 } });
    expect(bare.error?.hint).to.equal('It has no inputs.');
    const flow = workflow('w', {
      inputs: { customer: port().optional(), rate: port().optional() },
    });
    flow.add('n', got);
    const declared = await run(flow.build(), { zzz: 1 });
    expect(declared.error?.hint).to.equal('The workflow takes "customer" and "rate".');
    const inside = await run(only(subWorkflow(only(got))), { a: 1 });
    expect(inside.error?.hint).to.equal(
      'The workflow inside node "only" knows it: { "only": { "a": … } }.',
    );
  });

  it('are told how to say which of them are addressed', async () => {
    const forgotten = await run(two(), { nodes: { n: { a: 1 } }, values: { b: 2 } });
    expect(forgotten.issues.map(({ hint }) => hint)).to.deep.equal([
      'To say which parameters are addressed, pass parametersOf({ nodes, values }).',
      'To say which parameters are addressed, pass parametersOf({ nodes, values }).',
    ]);
    const instance = await run(two(), { n: new Map([['a', 1]]) });
    expect(instance.error?.hint).to.equal(
      '"n" is a node, to which plain objects are addressed: { "n": { input: value } }.',
    );
  });

  it('cost little where they are many, and long names make no long messages', async () => {
    const flow = aWorkflow();
    for (let i = 0; i < 500; i++) {
      flow.node(
        `node${String(i)}`,
        defineNode({
          type: 'x',
          inputs: { [`input${String(i)}`]: port().optional() },
          run: () => ({}),
        }),
      );
    }
    const many = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, i) => [`nodf${String(i)}`, {}]),
    );
    const { issues } = await run(flow.build(), many);
    expect(issues).to.have.lengthOf(20_000);
    expect(issues[0]?.hint).to.include('Did you mean "node0"');
    const long = await run(two(), { ['x'.repeat(1_000_000)]: 1, n: { ['y\n'.repeat(1000)]: 1 } });
    for (const { message } of long.issues) expect(message.length).to.be.below(250);
  }).timeout(3000);

  it('are not looked for on a node whose kind is unknown', async () => {
    const flow = workflow('w');
    flow.add('n', { kind: 'nowhere' });
    expect(refusedFor(await run(flow.build(), { n: { a: 1 } }))).to.deep.equal(['UNKNOWN_KIND']);
  });
});

describe('parameters that are none', () => {
  it('are PARAMETER_INVALID', async () => {
    const cases: [unknown, string][] = [
      ['text', 'The parameters are "text".'],
      [revoked(), 'The parameters are a proxy.'],
      [[1], 'The parameters are [1].'],
      [7, 'The parameters are 7.'],
      [new Map(), 'The parameters are Map (0 entries).'],
      [new Date(Number.NaN), 'The parameters are an invalid Date.'],
      [new Odd(), 'The parameters are Odd {'],
      [{ [Symbol('s')]: 1 }, 'The symbol Symbol(s) is no parameter.'],
      [
        {
          get a() {
            return expect.fail('called');
          },
        },
        '"a", an accessor, is no parameter.',
      ],
      [parametersOf({ nodes: { n: 5 as never } }), 'What is addressed to node "n" is 5.'],
      [parametersOf({ nodes: { n: parametersOf({}) } }), 'What is addressed to node "n" is'],
    ];
    for (const [given, message] of cases) {
      const result = await run(two(), given);
      expect(refusedFor(result)).to.deep.equal(['PARAMETER_INVALID']);
      expect(result.error?.message).to.include(message);
      expect(result.issues[0]?.category).to.equal('constraint');
    }
  });

  it('are also what is no list, where an input takes many', async () => {
    const node = defineNode({
      type: 'many',
      inputs: { a: port().many().optional() },
      outputs: { got: port() },
      run: ({ a }) => ({ got: a }),
    });
    for (const given of [{ a: 1 }, { only: { a: null } }, { only: { a: 'x' } }]) {
      const result = await run(only(node), given);
      expect(refusedFor(result)).to.deep.equal(['PARAMETER_INVALID']);
      expect(result.error?.message).to.include('Input "a" of node "only" takes a list');
    }
    expect((await run(only(node), { a: [1] })).results['only']).to.deep.equal({ got: [1] });
  });
});

describe('findings of other plugins', () => {
  it('stand beside those of parameters', async () => {
    const result = await run(
      two(),
      { zzz: 1 },
      {
        plugins: [
          {
            manifest: { name: 'other', version: '1.0.0', after: ['parameters'] },
            apply(hooks) {
              hooks.admit.tap('other', (issues) => [
                ...issues,
                issueError('OPTION_INVALID', 'No.'),
              ]);
            },
          },
        ],
      },
    );
    expect(refusedFor(result)).to.deep.equal(['PARAMETER_UNKNOWN', 'OPTION_INVALID']);
  });
});

/** Each object in data, with its properties as they are and whether it may be changed. */
function shapeOf(data: unknown): readonly unknown[] {
  const seen = new Set<object>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    for (const member of Object.values(value)) look(member);
  };
  look(data);
  return Array.from(seen, (object) => [
    object,
    { ...Object.getOwnPropertyDescriptors(object) },
    Object.isExtensible(object),
  ]);
}

/** Says that it states its parameters, and does not. */
class Odd {
  readonly '~parameters' = true;
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) deepFrozen(member);
    Object.freeze(value);
  }
  return value;
}
