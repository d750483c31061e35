import { Coercion, defineNode, port, type RunResult } from '@tenon/core';
import { MemorySecrets, parameters, SecretProvider } from '@tenon/plugin-parameters';
import { only, pass } from '@tenon/testing';
import { expect } from 'chai';
import { Container } from 'inversify';
import { type Own, twoRuntimes } from './two-runtimes.js';

const reveal = defineNode({
  type: 'reveal',
  inputs: { text: port<string>() },
  outputs: { value: port<string>() },
  secrets: { key: 'KEY' },
  run: ({ text }, { secrets }) => {
    throw new Error(`${text} ${secrets.key.reveal()}`);
  },
});

const withSecret = (text: string): Own => ({
  plugins: [parameters()],
  configure: ({ bind }) => {
    bind(SecretProvider).toConstantValue(new MemorySecrets({ KEY: text }));
  },
});

const messageOf = ({ error }: RunResult) => error?.message;

describe('two runtimes in one container, with parameters', () => {
  it('have each their own options', async () => {
    const [one, other] = twoRuntimes(
      { plugins: [parameters()] },
      { plugins: [parameters({ unknown: 'ignore', coerce: 'lossless' })] },
    );
    const flow = only(pass, { value: 1 });
    const options = { parameters: { valeu: 2 } };
    const results = [
      await one.start(flow, options).result,
      await other.start(flow, options).result,
    ];
    expect(results.map(({ status, error }) => [status, error?.code])).to.deep.equal([
      ['refused', 'PARAMETER_UNKNOWN'],
      ['completed', undefined],
    ]);
    const converting = [one, other].map(({ services }) => services.tryGet(Coercion) !== undefined);
    expect(converting).to.deep.equal([false, true]);
  });

  it('have each their own secrets, and mask their own only', async () => {
    const [one, other] = twoRuntimes(withSecret('alpha-alpha'), withSecret('omega-omega'));
    const flow = only(reveal, { text: 'alpha-alpha omega-omega' });
    const [first, second] = [await one.start(flow).result, await other.start(flow).result];
    expect(messageOf(first)).to.include('[secret KEY] omega-omega [secret KEY]');
    expect(messageOf(second)).to.include('alpha-alpha [secret KEY] [secret KEY]');
  });

  it('take the provider of the container where they bind none', async () => {
    const container = new Container({ defaultScope: 'Singleton' });
    container.bind(SecretProvider).toConstantValue(new MemorySecrets({ KEY: 'the host knows' }));
    const [one, other] = twoRuntimes(
      { plugins: [parameters()] },
      withSecret('omega-omega'),
      container,
    );
    const flow = only(reveal, { text: 'the host knows omega-omega' });
    expect(messageOf(await one.start(flow).result)).to.include('[secret KEY] omega-omega');
    expect(messageOf(await other.start(flow).result)).to.include('the host knows [secret KEY]');
  });
});
