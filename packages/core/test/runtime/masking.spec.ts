import { inspect } from 'node:util';
import {
  AuditSink,
  defineNode,
  type Logger,
  type Masker,
  port,
  Routed,
  type RunEvent,
  RuntimeError,
  type SecretValue,
  type Supply,
  subWorkflow,
  workflow,
} from '@tenon/core';
import {
  aRuntime,
  aWorkflow,
  failing,
  only,
  pass,
  RecordingAuditSink,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { gates, loops, tapping } from '../support/plugins.js';

const SECRET = 'hunter-two';

/** Masks one word in texts, plain data and errors: what a plugin does at its core. */
const MASK: Masker = {
  text: (text) => text.replaceAll(SECRET, '***'),
  value: (given) => masked(given) as typeof given,
};

function masked(given: unknown): unknown {
  if (typeof given === 'string') return MASK.text(given);
  if (given instanceof Error) {
    if (!inspect(given).includes(SECRET)) return given;
    const { code, where } = given as Partial<RuntimeError>;
    const message = MASK.text(given.message);
    const cause = masked(given.cause);
    return code === undefined
      ? new Error(message, { cause })
      : new RuntimeError(code, message, { cause, where: where ?? {} });
  }
  if (
    typeof given !== 'object' ||
    given === null ||
    !inspect(given, { depth: null }).includes(SECRET)
  ) {
    return given;
  }
  if (Array.isArray(given)) return given.map(masked);
  return Object.fromEntries(Object.entries(given).map(([key, member]) => [key, masked(member)]));
}

/** Sets the mask, and hands out a secret by the name `KEY`. */
const masking = () =>
  tapping(
    'masking',
    (hooks) => {
      hooks.prepare.tap('masking', (request, run) => {
        run.mask = MASK;
        const secret: SecretValue = { reveal: () => SECRET };
        return { ...request, secrets: new Map([['KEY', secret]]) };
      });
    },
    { stage: 300, provides: ['parameters'] },
  );

const revealing = defineNode({
  type: 'revealing',
  inputs: { value: port().optional() },
  outputs: { value: port() },
  secrets: { key: 'KEY', none: { name: 'NONE', optional: true } },
  run: (_inputs, { secrets }) => ({ value: [secrets.key.reveal(), secrets.none] }),
});

describe('a run that has a mask', () => {
  it('masks errors with their causes, warnings, findings and the error of the run', async () => {
    const warns = tapping('warns', (hooks) => {
      hooks.admit.tap('warns', (issues, _request, run) => {
        run.warn({ code: 'MINE', message: SECRET, cause: SECRET });
        return [...issues, { code: 'ID_TWINS', severity: 'warning', message: SECRET, where: {} }];
      });
      hooks.nodeSettled.tap('warns', () => {
        throw new Error(SECRET);
      });
    });
    const { runtime, log } = aRuntime({ plugins: [masking(), warns] });
    const flow = only(subWorkflow(only(failing(new Error('outer', { cause: new Error(SECRET) })))));
    const result = await runtime.start(flow).result;
    expect(result.error?.code).to.equal('SUBWORKFLOW_FAILED');
    expect(result.issues.map(({ message }) => message)).to.deep.equal(['***']);
    expect(result.warnings.map(({ code }) => code)).to.include.members(['MINE', 'OBSERVER_FAILED']);
    expect(inspect([result, log.lines], { depth: null })).not.to.include(SECRET);
  });

  it('leaves a cause that holds nothing to mask untouched', async () => {
    const boom = new Error('boom');
    const { error } = await aRuntime({ plugins: [masking()] }).runtime.start(only(failing(boom)))
      .result;
    expect(error?.cause).to.equal(boom);
  });

  it('masks log lines, audit, events and the JSON of the result, and leaves results as they are', async () => {
    const sink = new RecordingAuditSink();
    const { runtime, log } = aRuntime({
      plugins: [masking()],
      configure: ({ bind }) => {
        bind(AuditSink).toConstantValue(sink);
      },
    });
    const speaking = defineNode({
      type: 'speaking',
      run: (_inputs, { log: lines }) => {
        for (const level of ['debug', 'info', 'warn', 'error'] as const)
          lines[level](SECRET, { SECRET });
        return {};
      },
    });
    const inner = only(subWorkflow(only(revealing)));
    const flow = aWorkflow('w')
      .node('sub', subWorkflow(inner))
      .node('own', value({ text: SECRET, own: { toJSON: () => `own ${SECRET}` } }))
      .node('speaks', speaking)
      .build();
    const handle = runtime.start(flow, { principal: SECRET });
    const events: RunEvent[] = [];
    const reading = (async () => {
      for await (const event of handle.events()) {
        events.push(event);
        if (event.type !== 'nodeSettled') continue;
        const { nested } = event.outcome;
        expect(inspect([...(nested ?? [])], { depth: null })).not.to.include(SECRET);
        expect(nested?.get('only')?.status).to.equal(
          nested === undefined ? undefined : 'completed',
        );
        expect(nested?.get('none')).to.equal(undefined);
        expect(nested?.size ?? 1).to.equal(1);
      }
    })();
    const result = await handle.result;
    await reading;
    expect(result.results['own']?.['value']).to.include({ text: SECRET });
    expect(log.lines.map(({ message }) => message)).to.deep.equal(['***', '***', '***', '***']);
    expect(inspect([events, sink.events, log.lines], { depth: null })).not.to.include(SECRET);
    expect(JSON.stringify(result)).to.include('own ***').and.not.to.include(SECRET);
    expect(inspect(result, { depth: null }))
      .to.include('own ***')
      .and.not.to.include(SECRET);
    const cyclic = await runtime.execute(only(value({ text: SECRET, n: 1n })));
    expect(inspect(cyclic.toJSON(), { depth: null })).not.to.include(SECRET);
  });

  it('masks what is written to a log that was taken before there were secrets', async () => {
    let early: Logger | undefined;
    const keeping = tapping('keeping', (hooks) => {
      hooks.prepare.tap('keeping', (_, run) => {
        early = run.log;
      });
      hooks.settled.tap('keeping', () => early?.info(SECRET, { SECRET }));
    });
    const { runtime, log } = aRuntime({ plugins: [keeping, masking()] });
    await runtime.execute(only(pass, { value: 1 }));
    expect(log.lines).to.deep.equal([
      { level: 'info', message: '***', details: { SECRET: '***' } },
    ]);
  });

  it('keeps the code of an error also where a secret is the name of its node', async () => {
    const wrong = defineNode({ type: 'wrong', run: () => 5 as never });
    const { runtime } = aRuntime({ plugins: [masking()] });
    const { error } = await runtime.start(aWorkflow().node(SECRET, wrong).build()).result;
    expect([error?.code, error?.message]).to.deep.equal([
      'OUTPUT_INVALID',
      'Node "***" returned 5, not an object of outputs.',
    ]);
  });

  it('masks how a loop ended, and why a switch took its port', async () => {
    const plugin = loops(() => ({
      reason: 'failed',
      error: new RuntimeError('LOOP_FAILED', SECRET),
    }));
    const { runtime } = aRuntime({ plugins: [masking(), plugin] });
    const flow = aWorkflow().node('n', pass, { value: 1 }).build();
    const back = [
      { from: 'n', output: 'value', path: [], to: 'n', input: 'value', contract: undefined },
    ];
    const looping = { ...flow, loops: [{ id: 'l', back }] };
    const result = await runtime.start(looping).result;
    expect([result.error?.message, result.loops['l']?.error?.message]).to.deep.equal([
      '***',
      '***',
    ]);

    const choose = defineNode({
      type: 'choose',
      outputs: { left: port().optional(), right: port().optional() },
      routes: { ports: ['left', 'right'], multiple: false },
      run: () => new Routed({}, ['left'], { compared: SECRET }),
    });
    const routed = aWorkflow()
      .node('choose', choose)
      .node('n', pass)
      .edge('choose.right', 'n.value')
      .build();
    const { why } = {
      why: await aRuntime({ plugins: [masking(), gates()] }).runtime.execute(routed),
    };
    expect(why.why('n')?.routing?.because).to.deep.equal({ compared: '***' });
  });

  it('gives a switch the mask where it is asked for its reason later', async () => {
    const choose = defineNode({
      type: 'choose',
      outputs: { left: port().optional() },
      routes: { ports: ['left'], multiple: false },
      run: () => new Routed({}, [], (mask: Masker | undefined) => mask?.text(SECRET).slice(0, 2)),
    });
    const result = await aRuntime({ plugins: [masking(), gates()] }).runtime.execute(only(choose));
    expect(result.why('only')?.text).to.equal('"only" took no port: **.');
  });

  it('warns once of a node that returns a secret it was given', async () => {
    const flow = aWorkflow()
      .node('n', revealing)
      .node('m', pass)
      .edge('n.value', 'm.value')
      .build();
    const { runtime } = aRuntime({ plugins: [masking()] });
    const { warnings, results } = await runtime.execute(flow);
    expect(warnings.map(({ code, node }) => [code, node])).to.deep.equal([
      ['SECRET_IN_OUTPUT', 'n'],
    ]);
    expect(results['m']).to.deep.equal({ value: [SECRET, undefined] });
  });

  it('warns of it in whichever way the node was given one, and of no other node', async () => {
    const opaque: SecretValue = Object.assign(
      { reveal: () => SECRET },
      { [Symbol.for('tenon.Secret')]: true },
    );
    const reveal = defineNode({
      type: 'reveal',
      inputs: { value: port().optional(), held: port<{ secret: SecretValue }>().optional() },
      outputs: { value: port() },
      run: ({ value: given, held }) => ({
        value: (held?.secret ?? (given as typeof opaque)).reveal(),
      }),
    });
    const supplies = (id: string, name: string, given: unknown, holdsSecret: boolean): Supply => ({
      within: [],
      node: id,
      name,
      rank: 'addressed',
      value: given,
      holdsSecret,
    });
    const supplying = tapping(
      'supplying',
      (hooks) => {
        hooks.prepare.tap('supplying', (request, run) => {
          run.mask = MASK;
          return {
            ...request,
            supplies: [
              supplies('supplied', 'value', opaque, false),
              supplies('inside', 'held', { secret: opaque }, true),
              supplies('text', 'value', SECRET, false),
            ],
          };
        });
      },
      { stage: 300, provides: ['parameters'] },
    );
    const inner = workflow('inner', { inputs: { given: port() } });
    const nested = inner.add('nested', reveal);
    inner.input('given').to(nested.in.value);
    const flow = aWorkflow()
      .node('hands-on', value(opaque))
      .node('connected', reveal)
      .node('supplied', reveal)
      .node('inside', reveal)
      .node('configured', reveal, { value: opaque })
      .node('sub', subWorkflow(inner.build()))
      .node('text', pass)
      .node('behind', pass)
      .edge('hands-on.value', 'connected.value')
      .edge('hands-on.value', 'sub.given')
      .edge('connected.value', 'behind.value')
      .build();
    const { warnings } = await aRuntime({ plugins: [supplying] }).runtime.execute(flow);
    expect(warnings.map(({ node }) => node)).to.have.members([
      'connected',
      'supplied',
      'inside',
      'configured',
      'sub/nested',
    ]);
  });
});

describe('the secrets of a context', () => {
  it('are those its node type asks for, frozen; none where it asks for none', async () => {
    const seen: object[] = [];
    const nosy = defineNode({ type: 'nosy', run: (_, { secrets }) => (seen.push(secrets), {}) });
    const asking = defineNode({
      type: 'asking',
      secrets: { mine: 'KEY', none: { name: 'NONE', optional: true } },
      run: (_, { secrets }) => (seen.push(secrets), {}),
    });
    const flow = aWorkflow().node('a', nosy).node('b', asking).build();
    await aRuntime({ plugins: [masking()] }).runtime.execute(flow);
    expect(seen.map((secrets) => [Object.keys(secrets), Object.isFrozen(secrets)])).to.deep.equal([
      [[], true],
      [['mine'], true],
    ]);
  });

  it('are the same for all that ask for the same by the same names, and those of the run', async () => {
    const seen: object[] = [];
    const named = (key: string, name: string) =>
      defineNode({
        type: `${key}-${name}`,
        secrets: { [key]: { name, optional: true } },
        run: (_, { secrets }) => (seen.push(secrets), {}),
      });
    const flow = aWorkflow()
      .node('a', named('mine', 'KEY'))
      .node('b', named('mine', 'KEY'))
      .node('c', named('other', 'KEY'))
      .node('d', named('mine', 'NONE'))
      .build();
    const { runtime } = aRuntime({ plugins: [masking()] });
    await runtime.execute(flow);
    await runtime.execute(flow);
    const [a, b, c, d, again] = seen;
    expect(a).to.equal(b);
    expect([c, d].map((secrets = {}) => Object.keys(secrets))).to.deep.equal([['other'], []]);
    expect(again).not.to.equal(a);
  });
});
