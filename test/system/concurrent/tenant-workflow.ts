import { type Clock, defineNode, port, workflow } from '@tenon/core';
import { branch, merge } from '@tenon/plugin-conditional';
import { atMost } from '../support/at-most.js';
import { HIGH, MOST } from './tenant.js';

/** Waits, so that runs take turns: a time that differs from value to value. */
function aWhile(clock: Clock, value: number): Promise<void> {
  return new Promise((resolve) => void clock.timer(1 + (value % 3), resolve));
}

/** A workflow with a loop, a contract, a branch, templates and a secret; it ends with a signature, or fails at it. */
export function tenantWorkflow(clock: Clock) {
  const number = port<number>();
  const text = port<string>();
  const climb = defineNode({
    type: 'climb',
    inputs: { value: number, target: number },
    outputs: { value: number, done: port<boolean>() },
    async run({ value, target }) {
      await aWhile(clock, value);
      return { value: value + 1, done: value + 1 >= target };
    },
  });
  const label = defineNode({
    type: 'label',
    inputs: { value: number, words: text },
    outputs: { text },
    run: ({ value, words }) => ({ text: `${words}: ${String(value)}` }),
  });
  const sign = defineNode({
    type: 'sign',
    inputs: { text, fails: port<boolean>() },
    outputs: { signed: text, length: number },
    secrets: { key: 'KEY' },
    async run({ text: unsigned, fails }, { secrets, log, tenant, principal }) {
      await aWhile(clock, unsigned.length);
      const key = secrets.key.reveal();
      log.info(`${String(tenant)} signs with ${key}`, { principal, key });
      if (fails) throw new Error(`${String(tenant)} cannot sign with ${key}`, { cause: { key } });
      return { signed: `${unsigned} by ${String(principal)}`, length: key.length };
    },
  });

  const flow = workflow('tenants', {
    inputs: { start: number, target: number, who: text, fails: port<boolean>() },
  });
  const up = flow.add('up', climb);
  flow.input('start').to(up.in.value);
  flow.input('target').to(up.in.target);
  flow.loop('climbing', {
    back: [[up.out.value, up.in.value]],
    until: 'up.done',
    maxIterations: 20,
  });
  const fork = flow.add('fork', branch(`value >= ${String(HIGH)}`, { inputs: { value: number } }));
  const high = flow.add('high', label, { words: '${who} is high' });
  const low = flow.add('low', label, { words: '${who} is low' });
  const either = flow.add('either', merge({ inputs: { values: text } }));
  const signed = flow.add('sign', sign);
  flow.connect(up.out.value, fork.in.value, { contract: { name: 'modest', target: atMost(MOST) } });
  flow.connect(fork.out.true, high.in.value);
  flow.connect(fork.out.false, low.in.value);
  flow.connect(high.out.text, either.in.values);
  flow.connect(low.out.text, either.in.values);
  flow.connect(either.out.value, signed.in.text);
  flow.input('fails').to(signed.in.fails);
  return flow.build();
}
