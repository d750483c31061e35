import { createRuntime, defineNode, port, workflow } from '@tenon/core';
import {
  EnvironmentSecrets,
  MemorySecrets,
  parameters,
  parametersOf,
  SecretProvider,
} from '@tenon/plugin-parameters';
import { expectNoSecretIn, only } from '@tenon/testing';
import { expect } from 'chai';

/** The code in the README of the package: each region is shown there. */
describe('the README of plugin-parameters', () => {
  it('shows the forms of parameters', async () => {
    // #region forms
    const price = defineNode({
      type: 'price',
      inputs: { amount: port<number>(), rate: port<number>().default(0.1) },
      outputs: { total: port<number>() },
      run: ({ amount, rate }) => ({ total: amount * (1 + rate) }),
    });
    const flow = workflow('prices');
    const net = flow.add('net', price, { amount: 100 });
    const gross = flow.add('gross', price);
    flow.connect(net.out.total, gross.in.amount);
    const prices = flow.build();

    const runtime = createRuntime({ plugins: [parameters()] });
    const total = async (given: unknown) =>
      (await runtime.execute(prices, { parameters: given })).of(gross)?.total;

    await total({ rate: 0 }); // 100: both rates; a name goes to every input of that name
    await total({ net: { rate: 0 } }); // 110: a node's id addresses that node
    await total({ rate: 0, net: { amount: 200 } }); // 200: both at once
    await total(parametersOf({ nodes: { net: { amount: 50 } }, values: { rate: 1 } })); // 200
    // #endregion
    expect(Math.round((await total({ rate: 0 })) ?? 0)).to.equal(100);
    expect(Math.round((await total({ net: { rate: 0 } })) ?? 0)).to.equal(110);
    expect(await total({ rate: 0, net: { amount: 200 } })).to.equal(200);
    const stated = parametersOf({ nodes: { net: { amount: 50 } }, values: { rate: 1 } });
    expect(await total(stated)).to.equal(200);
    // #region unknown
    const refused = await runtime.start(prices, { parameters: { rat: 0, grss: {} } }).result;
    refused.issues.map(({ code, hint }) => [code, hint]);
    // PARAMETER_UNKNOWN  Did you mean "rate"?
    // PARAMETER_UNKNOWN  Did you mean "gross"?
    // #endregion
    expect(refused.issues.map(({ code, hint }) => [code, hint])).to.deep.equal([
      ['PARAMETER_UNKNOWN', 'Did you mean "rate"?'],
      ['PARAMETER_UNKNOWN', 'Did you mean "gross"?'],
    ]);
  });

  it('shows a signature', async () => {
    const greet = defineNode({
      type: 'greet',
      inputs: { text: port<string>() },
      outputs: { text: port<string>() },
      run: ({ text }) => ({ text: `${text}!` }),
    });
    // #region signature
    const flow = workflow('welcome', {
      inputs: { who: port<string>(), greeting: port<string>().default('Hello') },
    });
    const node = flow.add('node', greet, { text: '${greeting} ${who}' });
    const welcome = flow.build();

    const runtime = createRuntime({ plugins: [parameters()] });
    await runtime.execute(welcome, { parameters: { who: 'Ada' } });
    // @ts-expect-error the compiler knows that "who" is a text
    await runtime.execute(welcome, { parameters: { who: 7 } });
    // #endregion
    const result = await runtime.execute(welcome, { parameters: { who: 'Ada' } });
    expect(result.of(node)).to.deep.equal({ text: 'Hello Ada!' });
  });

  it('shows templates', async () => {
    const show = defineNode({
      type: 'show',
      inputs: { value: port() },
      outputs: { value: port() },
      run: ({ value }) => ({ value }),
    });
    const runtime = createRuntime({ plugins: [parameters()] });
    const given = { order: { id: 7, lines: [{ sku: 'x1' }] } };
    const resolved = async (value: unknown) =>
      (await runtime.execute(only(show, { value }), { parameters: given })).results['only'];
    // #region templates
    const config = {
      path: 'orders/${order.id}.json', // 'orders/7.json'
      first: '${order.lines[0]}', // { sku: 'x1' }: alone it keeps its type
      currency: '${currency:-EUR}', // 'EUR': a default, which is text
      literal: 'write $${name}', // 'write ${name}'
    };
    // #endregion
    expect(await resolved(config)).to.deep.equal({
      value: {
        path: 'orders/7.json',
        first: { sku: 'x1' },
        currency: 'EUR',
        literal: 'write ${name}',
      },
    });
  });

  it('shows secrets', async () => {
    const seen: string[] = [];
    const send = (_to: string, key: string) => seen.push(key);
    // #region secrets
    const mail = defineNode({
      type: 'mail',
      inputs: { to: port<string>() },
      secrets: { key: 'MAIL_KEY', backup: { name: 'BACKUP_KEY', optional: true } },
      run: ({ to }, { secrets: { key, backup = key }, log }) => {
        send(to, backup.reveal());
        log.info(`sent with ${String(key)}`); // sent with [secret MAIL_KEY]
        throw new Error(`401 for ${key.reveal()}`); // 401 for [secret MAIL_KEY], wherever it shows
      },
    });
    const runtime = createRuntime({
      plugins: [parameters()],
      configure: ({ bind }) => {
        bind(SecretProvider).toConstantValue(new EnvironmentSecrets('APP_'));
      },
    });
    // #endregion
    const flow = only(mail, { to: 'ada@example.org' });
    const missing = await runtime.start(flow).result;
    expect(missing.error?.code).to.equal('SECRET_MISSING');
    const held = createRuntime({
      plugins: [parameters()],
      configure: ({ bind }) => {
        bind(SecretProvider).toConstantValue(new MemorySecrets({ MAIL_KEY: 'hunter-two' }));
      },
    });
    const result = await held.start(flow).result;
    expect(seen).to.deep.equal(['hunter-two']);
    expectNoSecretIn(result, 'hunter-two');
    expect(result.error?.message).to.include('401 for [secret MAIL_KEY]');
  });
});
