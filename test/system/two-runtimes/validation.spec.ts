import { type RunResult, type Runtime, workflow } from '@tenon/core';
import {
  ContractRegistry,
  NamedContract,
  Policy,
  ValidationHooks,
  ValidationMetrics,
  validation,
} from '@tenon/plugin-validation';
import { pass, value } from '@tenon/testing';
import { expect } from 'chai';
import { atMost } from '../support/at-most.js';
import { type Own, tapping, twoRuntimes } from './two-runtimes.js';

/** A connection that carries 5, under a contract. */
function contracted(contract: object | string) {
  const flow = workflow('contracted');
  const from = flow.add('from', value(5));
  const to = flow.add('to', pass);
  flow.connect(from.out.value, to.in.value, { contract });
  return flow.build();
}

const naming = (limit: number): Own => ({
  plugins: [validation({ mode: 'strict' })],
  configure: ({ bind }) => {
    bind(NamedContract).toConstantValue({ name: 'small', target: atMost(limit) });
  },
});

const codeOf = ({ error }: RunResult) => error?.code;
const checksIn = (runtime: Runtime) => runtime.services.get(ValidationMetrics).read().checks;

describe('two runtimes in one container, with validation', () => {
  it('have each their own mode, also for the very same workflow', async () => {
    const [one, other] = twoRuntimes(
      { plugins: [validation({ mode: 'strict' })] },
      { plugins: [validation({ mode: 'warn' })] },
    );
    const flow = contracted({ target: atMost(4) });
    expect((await one.start(flow).result).status).to.equal('failed');
    const { status, warnings } = await other.start(flow).result;
    expect([status, warnings.map(({ code }) => code)]).to.deep.equal([
      'completed',
      ['CONTRACT_VIOLATED'],
    ]);
  });

  it('count each for themselves, with the very same plugin', async () => {
    const plugin = validation();
    const [one, other] = twoRuntimes({ plugins: [plugin] }, { plugins: [plugin] });
    await one.execute(contracted({ target: atMost(9) }));
    expect([checksIn(one), checksIn(other)]).to.deep.equal([1, 0]);
    other.services.get(ValidationMetrics).reset();
    expect(checksIn(one)).to.equal(1);
  });

  it('have each their own contracts by name', async () => {
    const [one, other] = twoRuntimes(naming(4), naming(9));
    const flow = contracted('small');
    expect(codeOf(await one.start(flow).result)).to.equal('CONTRACT_VIOLATED');
    expect(codeOf(await other.start(flow).result)).to.equal(undefined);
    const [, without] = twoRuntimes(naming(4), { plugins: [validation()] });
    expect(codeOf(await without.start(flow).result)).to.equal('CONTRACT_UNKNOWN');
    expect(without.services.get(ContractRegistry).contracts.has('small')).to.equal(false);
  });

  it('have each their own policies', async () => {
    const finding = { path: [], detector: 'any', message: 'something' };
    const policy = (findings: readonly (typeof finding)[]): Own => ({
      plugins: [validation({ mode: 'strict' })],
      configure: ({ bind }) => {
        bind(Policy).toConstantValue({ name: 'nothing', find: () => findings });
      },
    });
    const [one, other] = twoRuntimes(policy([finding]), policy([]));
    const flow = contracted({ policies: ['nothing'] });
    expect(codeOf(await one.start(flow).result)).to.equal('POLICY_VIOLATED');
    expect(codeOf(await other.start(flow).result)).to.equal(undefined);
  });

  it('tell each their own observers of checks', async () => {
    const told: string[] = [];
    const telling = (name: string) =>
      tapping(name, (_hooks, services) => {
        services.get(ValidationHooks.id).checked.tap(name, () => void told.push(name));
      });
    const plugin = validation();
    const [one] = twoRuntimes(
      { plugins: [plugin, telling('one')] },
      { plugins: [plugin, telling('other')] },
    );
    await one.execute(contracted({ target: atMost(9) }));
    expect(told).to.deep.equal(['one']);
  });
});
