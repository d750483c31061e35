import {
  AccessPolicy,
  AuditSink,
  defineNode,
  describeValue,
  type Node,
  type NodeContext,
  type Plugin,
  port,
  type RunOptions,
  type RunResult,
  type Supply,
  subWorkflow,
  workflow,
} from '@tenon/core';
import { RecordingAuditSink, VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import { run, type Stated } from '../support/runtime.js';

type Run = (inputs: { readonly value: unknown }, context: NodeContext) => unknown;

/** A node that does what a test says. */
const doing = (body: Run) =>
  defineNode({
    type: 'doing',
    inputs: { value: port(), extra: port().optional() },
    outputs: { value: port().optional(), success: port().optional(), message: port().optional() },
    run: body as never,
  });

/** How a node stands: alone, in a loop of one or of several nodes, or in the inner of two loops. */
const PLACES = ['outside', 'in a loop', 'in a longer loop', 'in an inner loop'] as const;
type Place = (typeof PLACES)[number];

/** Hands its value on, and requires one. */
const hand = doing(({ value }) => ({ value }));

/** A workflow with the node `it` at a place, and `after` behind it. */
function placed(node: Node, place: Place, config: object = {}, placement = {}) {
  const flow = workflow('placed');
  const before = flow.add('before', hand, { value: 1 });
  const looped = flow.add('it', node, config as never, placement);
  const beside = flow.add('beside', hand);
  const after = flow.add('after', hand);
  const wire = (from: { id: string }, to: { id: string }) =>
    flow.wire({ from: from.id, output: 'value', to: to.id, input: 'value' });
  const back = (from: { id: string }, to: { id: string }) => [
    { from: from.id, output: 'value', to: to.id, input: 'extra' },
  ];
  wire(before, looped);
  wire(looped, beside);
  wire(beside, after);
  if (place === 'in a loop') flow.loop('loop', { back: back(looped, looped), maxIterations: 2 });
  if (place === 'in a longer loop') {
    flow.loop('loop', { back: back(beside, looped), maxIterations: 2 });
  }
  if (place === 'in an inner loop') {
    flow.loop('loop', { back: back(beside, looped), maxIterations: 2 });
    flow.loop('inner', { back: back(looped, looped), maxIterations: 2 });
  }
  return flow.build();
}

/** Hands the run of a test what plugin-parameters would: values for inputs. */
const supplying = (supplies: readonly Supply[]): Plugin => ({
  manifest: { name: 'supplying', version: '1.0.0' },
  apply(hooks) {
    hooks.prepare.tap('supplying', (request) => ({ ...request, supplies }));
  },
});

interface Concern {
  readonly claim: string;
  readonly node: () => Node;
  readonly stated?: Stated & { readonly run?: RunOptions };
  readonly config?: object;
  readonly placement?: object;
  readonly check: (result: RunResult, place: Place) => void;
}

const sink = new RecordingAuditSink();

/** What nodes should not throw, and do. */
const ODDITIES: readonly unknown[] = [undefined, null, 'text', 7, Object.freeze(new Error('x'))];

const CONCERNS: readonly Concern[] = [
  {
    claim: 'a node that throws fails the run with what it threw',
    node: () =>
      doing(() => {
        throw new Error('boom');
      }),
    check({ status, error, outcomes }) {
      expect([status, error?.code, error?.where.node]).to.deep.equal([
        'failed',
        'NODE_FAILED',
        'it',
      ]);
      expect(error?.cause).to.have.property('message', 'boom');
      expect(outcomes.get('after')).to.deep.include({
        status: 'skipped',
        reason: 'upstreamFailed',
      });
    },
  },
  ...ODDITIES.map(
    (thrown): Concern => ({
      claim: `whatever is thrown is kept as it is: ${describeValue(thrown)}`,
      node: () =>
        doing(() => {
          throw thrown;
        }),
      check({ error }) {
        expect([error?.code, error?.cause]).to.deep.equal(['NODE_FAILED', thrown]);
      },
    }),
  ),
  {
    claim: 'a node that rejects later fails the run as well',
    node: () => doing(() => Promise.reject(new Error('later'))),
    check({ error }) {
      expect(error?.code).to.equal('NODE_FAILED');
      expect(error?.cause).to.have.property('message', 'later');
    },
  },
  {
    claim: 'outputs that say success: false fail the node',
    node: () => doing(() => ({ success: false, message: 'no luck' })),
    check({ error }) {
      expect(error?.code).to.equal('CONTENT_FAILED');
      expect(error?.message).to.include('no luck');
    },
  },
  {
    claim: 'what is no object of outputs is refused',
    node: () => doing(() => 7),
    check({ error }) {
      expect([error?.code, error?.where.node]).to.deep.equal(['OUTPUT_INVALID', 'it']);
    },
  },
  {
    claim: 'an output that is missing blames its producer',
    node: () => doing(() => ({})),
    check({ error }) {
      expect([error?.code, error?.where.node]).to.deep.equal(['OUTPUT_MISSING', 'beside']);
      expect(error?.message).to.include('Node "it" delivered no "value"');
    },
  },
  {
    claim: 'a parameter addressed to an input beats its connection',
    node: () => doing(({ value }) => ({ value })),
    stated: {
      plugins: [
        supplying([{ within: [], node: 'it', name: 'value', rank: 'addressed', value: 42 }]),
      ],
    },
    check({ results }) {
      expect(results['after']).to.deep.equal({ value: 42 });
    },
  },
  {
    claim: 'configuration gives way to a connection',
    node: () => doing(({ value }) => ({ value })),
    config: { value: 9 },
    check({ results }) {
      expect(results['after']).to.deep.equal({ value: 1 });
    },
  },
  {
    claim: 'a node beyond its time limit is TIMEOUT',
    node: () => doing(() => new Promise(() => undefined)),
    placement: { timeoutMs: 20 },
    check({ error }) {
      expect([error?.code, error?.where.node]).to.deep.equal(['TIMEOUT', 'it']);
    },
  },
  {
    claim: 'the time limit of a run ends it in the middle',
    node: () => doing(() => new Promise(() => undefined)),
    stated: { run: { timeoutMs: 20, graceMs: 10 } },
    check({ status, error, outcomes }) {
      expect([status, error?.code]).to.deep.equal(['failed', 'TIMEOUT']);
      expect(outcomes.get('it')?.status).to.equal('aborted');
    },
  },
  {
    claim: 'an abort reaches the node, and its reason the result',
    node: () =>
      doing(
        (_inputs, { signal }) =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason as Error));
          }),
      ),
    stated: { run: { signal: AbortSignal.timeout(20) } },
    check({ status, error }) {
      expect([status, error?.code]).to.deep.equal(['aborted', 'ABORTED']);
    },
  },
  {
    claim: 'a policy that denies the node fails it',
    node: () => doing(({ value }) => ({ value })),
    stated: {
      configure: ({ bind }) => {
        bind(AccessPolicy).toConstantValue({
          perNode: true,
          decide: ({ node }) => node !== 'it',
        });
      },
    },
    check({ error }) {
      expect([error?.code, error?.where.node]).to.deep.equal(['ACCESS_DENIED', 'it']);
    },
  },
  {
    claim: 'a wrapper stands around each visit',
    node: () => doing(({ value }) => ({ value })),
    stated: {
      plugins: [
        {
          manifest: { name: 'wrapping', version: '1.0.0' },
          apply(hooks) {
            hooks.node.tap('wrapping', (wraps, { id }) => {
              if (id !== 'it') return;
              wraps.add('observe', () => () => ({ value: 'wrapped' }));
            });
          },
        },
      ],
    },
    check({ results }) {
      expect(results['after']).to.deep.equal({ value: 'wrapped' });
    },
  },
  {
    claim: 'what nodes return is frozen where the run says so',
    node: () => doing(() => ({ value: { deep: [1] } })),
    stated: { run: { isolation: 'freeze' } },
    check({ results }) {
      const value = results['it']?.['value'] as { deep: unknown };
      expect(Object.isFrozen(value) && Object.isFrozen(value.deep)).to.equal(true);
    },
  },
  {
    claim: 'each visit is told to the audit, and the run ends once',
    node: () => doing(({ value }) => ({ value })),
    stated: {
      configure: ({ bind }) => {
        bind(AuditSink).toConstantValue(sink);
      },
    },
    check(_result, place) {
      const types = sink.types();
      sink.events.length = 0;
      expect(types.filter((type) => type === 'nodeCompleted it')).to.have.lengthOf(
        { outside: 1, 'in a loop': 2, 'in a longer loop': 2, 'in an inner loop': 4 }[place],
      );
      expect(types.filter((type) => type === 'runCompleted')).to.have.lengthOf(1);
    },
  },
  {
    claim: 'a sub-workflow runs anew at each visit, and its failure is the node’s',
    node: () => {
      const inner = workflow('inner', {
        inputs: { value: port(), extra: port().optional() },
        outputs: { value: port() },
      });
      const bad = inner.add(
        'bad',
        doing(() => {
          throw new Error('inside');
        }),
      );
      inner.input('value').to(bad.input('value'));
      inner.output('value', bad.output('value'));
      return subWorkflow(inner.build());
    },
    check({ status, error }) {
      expect([status, error?.where.node]).to.deep.equal(['failed', 'it']);
      expect(error?.code).to.equal('SUBWORKFLOW_FAILED');
    },
  },
];

describe('a node in a loop is what it is outside', () => {
  for (const { claim, node, stated = {}, config, placement, check } of CONCERNS) {
    describe(claim, () => {
      for (const place of PLACES) {
        it(place, async () => {
          const signal = stated.run?.signal === undefined ? undefined : AbortSignal.timeout(20);
          const options = { ...stated.run, ...(signal !== undefined && { signal }) };
          check(
            await run(placed(node(), place, config, placement), { ...stated, run: options }),
            place,
          );
        });
      }
    });
  }

  it('sees where it stands, in a state of its own', async () => {
    const clock = new VirtualClock();
    const seen: unknown[] = [];
    const node = doing(({ value }, { loop }) => {
      const visits = ((loop?.state.get('visits') as number | undefined) ?? 0) + 1;
      loop?.state.set('visits', visits);
      seen.push([loop?.id, loop?.count, loop?.outer?.id, loop?.outer?.count, visits]);
      return { value };
    });
    await run(placed(node, 'in an inner loop'), { clock });
    expect(seen).to.deep.equal([
      ['inner', 1, 'loop', 1, 1],
      ['inner', 2, 'loop', 1, 2],
      ['inner', 1, 'loop', 2, 1],
      ['inner', 2, 'loop', 2, 2],
    ]);
  });
});
