import { defineNode, type Masker, port, type Run, subWorkflow } from '@tenon/core';
import { Health } from '@tenon/plugin-observability';
import { aWorkflow, expectNoSecretIn, only } from '@tenon/testing';
import { expect } from 'chai';
import { row } from '../support/nodes.js';
import { observed, retrying, tapping } from '../support/runtime.js';
import { Sdk } from '../support/sdk.js';

const SECRET = 'hunter-two';

/** Masks as plugin-parameters does, as far as these tests show it values. */
const mask: Masker = {
  text: (text) => text.replaceAll(SECRET, '[secret KEY]'),
  value: <T>(value: T): T => {
    if (value instanceof Error) {
      const copy = Object.setPrototypeOf(
        new Error(),
        Object.getPrototypeOf(value) as object,
      ) as Error;
      const members = Object.getOwnPropertyNames(value).map((name) => {
        const member: unknown = value[name as keyof Error];
        return [name, typeof member === 'string' ? mask.text(member) : member] as const;
      });
      return Object.assign(copy, Object.fromEntries(members)) as T;
    }
    if (Array.isArray(value)) return value.map((item: unknown) => mask.value(item)) as T;
    if (typeof value === 'string') return mask.text(value) as T;
    const text = JSON.stringify(value) ?? '';
    return text.includes(SECRET) ? (JSON.parse(mask.text(text)) as T) : value;
  },
};

const masking = tapping('masking', (hooks) => {
  hooks.prepare.tap('masking', (_request, run: Run) => {
    run.mask = mask;
  });
});

const leaking = defineNode({
  type: `type of ${SECRET}`,
  inputs: { value: port().optional() },
  outputs: { value: port().optional() },
  run: () => {
    const error = new TypeError(`401 for ${SECRET}`, { cause: SECRET });
    error.name = `Error of ${SECRET}`;
    throw error;
  },
});

/** Everything that is written of a run that has a secret in every name there is. */
async function written(flow = aWorkflow(`flow of ${SECRET}`).node(SECRET, leaking).build()) {
  const sdk = new Sdk();
  const { runtime } = observed({
    sdk,
    plugins: [masking, retrying(2)],
    options: { attributes: () => ({ 'app.key': SECRET }) },
  });
  const { status } = await runtime.start(flow, { id: `run of ${SECRET}` }).result;
  expect(status).to.equal('failed');
  return {
    spans: sdk.spans.map(({ name, attributes, events, status: ended, links }) => ({
      name,
      attributes,
      events,
      ended,
      links,
    })),
    metrics: [...(await sdk.metrics()).values()],
    health: await runtime.services.get(Health).snapshot(),
  };
}

describe('a secret of a run', () => {
  it('shows in no name, attribute, event, status, label or failure', async () => {
    const all = await written();
    expectNoSecretIn(all, SECRET);
    expect(all.spans.map(({ name }) => name)).to.deep.equal([
      'attempt',
      'attempt',
      'node [secret KEY]',
      'run flow of [secret KEY]',
    ]);
    expect(all.spans.at(-1)?.attributes).to.include({
      'app.key': '[secret KEY]',
      'tenon.run.id': 'run of [secret KEY]',
    });
    expect(JSON.stringify(all.health.failures)).to.include('401 for [secret KEY]');
  });

  it('shows in no path or loop either', async () => {
    const flow = only(subWorkflow(row('inner', { [SECRET]: leaking })), { value: 1 });
    expectNoSecretIn(await written(flow), SECRET);
  });

  it('is looked for in what a test would find', async () => {
    const { runtime, sdk } = observed();
    await runtime.start(only(leaking)).result;
    expect(() =>
      expectNoSecretIn(
        sdk.spans.map(({ events }) => events),
        SECRET,
      ),
    ).to.throw(SECRET);
  });
});
