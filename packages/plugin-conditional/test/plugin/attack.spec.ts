import { type Node, port } from '@tenon/core';
import { branch, partition, switchOn } from '@tenon/plugin-conditional';
import { aWorkflow, only, value } from '@tenon/testing';
import { expect } from 'chai';
import { codes, run, withBranches } from '../support/runtime.js';

const given = (node: Node, data: unknown) =>
  aWorkflow().node('v', value(data)).node('n', node).edge('v', 'n.value').build();

/** How a branch of a condition ends for a value: the port taken, or the code of its error. */
async function ends(condition: string | object, data: unknown): Promise<string> {
  const { outcomes, error } = await run(given(branch(condition as string), data));
  return error?.code ?? outcomes.get('n')?.routing?.taken.join() ?? '';
}

describe('the text of a condition', () => {
  it('cannot reach code: what is no CEL is refused before anything runs', () => {
    const attacks = [
      "constructor.constructor('x')()",
      'this.value',
      '`${value}`',
      'value; process.exit()',
      "import('node:fs')",
      'Function("return 1")()',
      'globalThis',
      'process.env',
      '(() => true)()',
      'value = 1',
      'new Date()',
      'value /* comment */ > 1',
      '\\u0066unction',
      '__proto__ == 1',
      'toString()',
    ];
    for (const text of attacks) {
      const flow = only(branch(text), { value: 1 });
      expect(codes(flow), text).to.deep.equal(['CONDITION_INVALID']);
    }
  });

  it('reads own data properties only: no prototype, no getter', async () => {
    for (const path of ['constructor', '__proto__', 'toString', 'constructor.name']) {
      expect(await ends(`value.${path} == "x"`, {}), path).to.equal('CONDITION_FAILED');
      expect(await ends({ field: path, operator: 'is_not_null' }, {}), path).to.equal(
        'CONDITION_FAILED',
      );
    }
    const sly = Object.defineProperty({}, 'total', {
      get: () => expect.fail('called'),
      enumerable: true,
    });
    expect(await ends('value.total > 1', sly)).to.equal('CONDITION_FAILED');
    const own = JSON.parse('{"__proto__": {"admin": true}, "constructor": 1}') as object;
    expect(await ends('value.admin == true', own)).to.equal('CONDITION_FAILED');
    expect(await ends('value.constructor == 1', own)).to.equal('true');
    expect(({} as Record<string, unknown>)['admin']).to.equal(undefined);
  });

  it('is refused where it is beyond size or depth, without a deep stack or a long loop', () => {
    for (const text of [
      `value == "${'x'.repeat(1_000_000)}"`,
      `${'('.repeat(10_000)}value${')'.repeat(10_000)}`,
      Array.from({ length: 10_000 }, () => 'value').join(' && '),
      `${'!'.repeat(10_000)}value`,
    ]) {
      expect(codes(only(branch(text), { value: true }))).to.deep.equal(['CONDITION_INVALID']);
    }
  });

  it('has no regular expression that could hang', () => {
    const flow = given(branch('value.matches("^(a+)+$")'), `${'a'.repeat(29)}!`);
    expect(codes(flow)).to.deep.equal(['CONDITION_INVALID']);
  });

  it('fails for what is missing or null on the way, and never takes it for false', async () => {
    for (const [text, data] of [
      ['value.a.b > 1', { a: null }],
      ['value.a.b > 1', {}],
      ['value.list[3] > 1', { list: [1] }],
      ['value > 1', null],
    ] as const) {
      expect(await ends(text, data), text).to.equal('CONDITION_FAILED');
    }
  });

  it('compares strange numbers as it says: equality by type, order by value', async () => {
    expect(await ends('value == 1', '1')).to.equal('false');
    expect(await ends('value == 1', true)).to.equal('false');
    expect(await ends('value == value', Number.NaN)).to.equal('false');
    expect(await ends('value > 1.0', Number.POSITIVE_INFINITY)).to.equal('true');
    expect(await ends('value == 0', -0)).to.equal('true');
  });
});

describe('a switch that waits for functions', () => {
  it('asks no further case, and about no further item, once its run is aborted', async () => {
    const thousand = Array.from({ length: 1_000 }, (_, i) => i);
    for (const switching of [
      (ask: () => Promise<boolean>) =>
        switchOn(
          thousand.map((i) => ({ name: `c${String(i)}`, when: ask })),
          { otherwise: 'rest' },
        ),
      (ask: () => Promise<boolean>) => partition({ a: ask }, { otherwise: 'rest' }),
    ]) {
      let asked = 0;
      const { runtime } = withBranches();
      const running = runtime.start(
        given(
          switching(async () => {
            asked++;
            if (asked === 2) running.abort();
            await new Promise((resolve) => setImmediate(resolve));
            return false;
          }) as Node,
          thousand,
        ),
      );
      expect((await running.result).status).to.equal('aborted');
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
      expect(asked).to.equal(2);
    }
  });
});

describe('data that a switch is asked about', () => {
  it('may be deep, cyclic or a proxy, and is told of without harm', async () => {
    let deep: object = {};
    for (let i = 0; i < 20_000; i++) deep = { deep };
    const cyclic: { self?: object } = {};
    cyclic.self = cyclic;
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const data of [deep, cyclic, proxy, new Proxy({}, { get: () => expect.fail('trap') })]) {
      const result = await run(given(branch('true || value.x == 1'), data));
      expect(result.status).to.equal('completed');
      expect(result.why('n')?.text).to.include('took "true"');
    }
  });

  it('is handed to functions as something they cannot replace, nor change where data is frozen', async () => {
    const changing = branch(({ value: data }) => (data as { list: number[] }).list.push(2) > 0);
    const replacing = branch((view) => {
      (view as { value: unknown }).value = 2;
      return true;
    });
    for (const node of [changing, replacing]) {
      const { error } = await run(given(node, { list: [1] }), { run: { isolation: 'freeze' } });
      expect(error?.code).to.equal('CONDITION_FAILED');
    }
  });

  it('takes no case that is not there: the names are those of the declaration', async () => {
    const sly = switchOn({ a: 'value == 1' }, { otherwise: 'rest', inputs: { value: port() } });
    for (const data of ['a', '__proto__', { name: 'a' }]) {
      const { outcomes } = await run(given(sly, data));
      expect(outcomes.get('n')?.routing?.taken).to.deep.equal(['rest']);
    }
  });

  it('may be a long list of long texts', async () => {
    const list = Array.from({ length: 20_000 }, (_, i) => `${'x'.repeat(50)}${String(i % 3)}`);
    const { results } = await run(
      given(partition({ a: 'value.endsWith("1")' }, { onNoMatch: 'skip' }) as Node, list),
    );
    expect((results['n'] as { a: unknown[] }).a.length).to.equal(6667);
  });
});
