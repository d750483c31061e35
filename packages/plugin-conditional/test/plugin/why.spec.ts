import { defineNode, isSecretValue, port } from '@tenon/core';
import { branch, partition, type SwitchReason, switchOn } from '@tenon/plugin-conditional';
import { aWorkflow, only, pass, value } from '@tenon/testing';
import { expect } from 'chai';
import { MASKED, masking } from '../support/plugins.js';
import { run } from '../support/runtime.js';

describe('why a node was skipped', () => {
  const tier = switchOn(
    { gold: 'value.total > 1000', silver: 'value.total > 100' },
    { otherwise: 'standard' },
  );
  const flow = (total: number) =>
    aWorkflow()
      .node('order', value({ total }))
      .node('tier', tier)
      .node('bonus', pass)
      .node('nested', branch('value > 1'))
      .node('mail', pass)
      .node('plain', pass)
      .edge('order', 'tier.value')
      .edge('tier.gold', 'bonus.value')
      .edge('bonus', 'nested.value')
      .edge('nested.true', 'mail.value')
      .edge('tier.silver', 'plain.value')
      .build();

  it('is told from the node to the switch that decided, with its condition and the values', async () => {
    const result = await run(flow(500));
    const chain: string[] = [];
    for (let link = result.why('mail'); link !== undefined; link = link.because)
      chain.push(link.text);
    expect(chain).to.deep.equal([
      '"mail" was skipped: input "value" waits for "nested", and its edge is dead.',
      '"nested" was skipped: input "value" waits for "bonus", and its edge is dead.',
      '"bonus" was skipped: input "value" comes from "tier.gold", and "tier" took "silver": value.total > 100 (value.total is 500).',
    ]);
  });

  it('is told as data: the cases that were asked, and what they read', async () => {
    const result = await run(flow(500));
    const { routing } = result.why('bonus') ?? {};
    expect([routing?.node, routing?.port, routing?.taken]).to.deep.equal([
      'tier',
      'gold',
      ['silver'],
    ]);
    const reason = routing?.because as SwitchReason;
    expect(reason.conditions).to.deep.equal([
      { case: 'gold', condition: 'value.total > 1000', holds: false },
      { case: 'silver', condition: 'value.total > 100', holds: true },
    ]);
    expect(reason.values).to.deep.equal([{ name: 'value.total', value: '500' }]);
    expect(reason).to.be.frozen;
  });

  it('tells where no case matched, and why the switch itself did what it did', async () => {
    const result = await run(flow(5));
    expect(result.why('plain')?.text).to.equal(
      '"plain" was skipped: input "value" comes from "tier.silver", and "tier" took "standard": none of value.total > 1000, value.total > 100 holds (value.total is 5).',
    );
    expect(result.why('tier')?.text).to.equal(
      '"tier" took "standard": none of value.total > 1000, value.total > 100 holds (value.total is 5).',
    );
    const single = await run(only(branch('value > 1'), { value: 1 }));
    expect(single.why('only')?.text).to.equal(
      '"only" took "false": value > 1 does not hold (value is 1).',
    );
  });

  it('lists what several cases read, and leaves out what is too much', async () => {
    const cases = Object.fromEntries(
      Array.from({ length: 7 }, (_, i) => [`c${String(i)}`, `value.m${String(i)} == ${String(i)}`]),
    );
    const members = Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`m${String(i)}`, i]));
    const all = await run(only(switchOn(cases, { multiple: true }), { value: members }));
    const text = all.why('only')?.text ?? '';
    expect(text).to.include('value.m4 == 4 and 2 more (value.m0 is 0');
    expect(text).to.include('value.m4 is 4 and 2 more)');
    const long = `value == "${'x'.repeat(300)}"`;
    const cut = await run(only(branch(long), { value: 1 }));
    expect(cut.why('only')?.text).to.include(`${long.slice(0, 200)}… does not hold`);
    const reason = cut.why('only')?.routing?.because;
    expect(reason).to.have.nested.property('conditions[0].condition', long);
  });

  it('shows what a function was asked about', async () => {
    const isLarge = ({ value: amount }: { readonly value: unknown }) => Number(amount) > 10;
    const result = await run(only(branch(isLarge), { value: 12 }));
    expect(result.why('only')?.text).to.equal(
      '"only" took "true": function isLarge (value is 12).',
    );
  });

  it('shows no secret, however long: what is cut short was masked before', async () => {
    const secret = 's3cret-'.repeat(30);
    const result = await run(
      aWorkflow()
        .node('v', value(secret))
        .node('b', branch('value == "x"'))
        .edge('v', 'b.value')
        .build(),
      { plugins: [masking(secret)] },
    );
    expect(result.why('b')?.text).to.equal(
      `"b" took "false": value == "x" does not hold (value is "${MASKED}").`,
    );
  });

  it('shows what stands for a secret that is opaque', async () => {
    const opaque = Object.defineProperty(
      { reveal: () => 'no', toString: () => '[secret KEY]' },
      Symbol.for('tenon.Secret'),
      { value: true },
    );
    expect(isSecretValue(opaque)).to.equal(true);
    const holds = defineNode({
      type: 'h',
      outputs: { value: port() },
      run: () => ({ value: opaque }),
    });
    const flowOf = aWorkflow()
      .node('v', holds)
      .node(
        'b',
        branch(() => true),
      )
      .edge('v', 'b.value')
      .build();
    const text = (await run(flowOf)).why('b')?.text ?? '';
    expect(text).to.include('value is [secret KEY]').and.not.to.include('no');
  });

  it('is not asked for where nobody asks: nothing is put into words before', async () => {
    let reads = 0;
    const counted = defineNode({
      type: 'c',
      outputs: { value: port() },
      run: () => ({
        value: new Proxy({}, { ownKeys: (target) => (reads++, Reflect.ownKeys(target)) }),
      }),
    });
    const result = await run(
      aWorkflow()
        .node('v', counted)
        .node(
          'b',
          branch(() => true),
        )
        .edge('v', 'b.value')
        .build(),
    );
    expect(reads).to.equal(0);
    expect(result.why('b')?.text).to.include('value is a proxy');
  });

  it('is the same in a partition that fails', async () => {
    const { error } = await run(only(partition({ a: 'value.n > 1' }), { value: [{ n: 1 }] }));
    expect(error?.message).to.include('value.n > 1 does not hold (value.n is 1)');
  });
});
