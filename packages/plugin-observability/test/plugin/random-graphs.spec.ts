import { trace } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { defineNode, type Node, port, subWorkflow, type Workflow, workflow } from '@tenon/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { each, row } from '../support/nodes.js';
import { observed, retrying } from '../support/runtime.js';
import { Sdk, withContextManager } from '../support/sdk.js';

type Kind = 'atOnce' | 'later' | 'shaky' | 'failing' | 'sub' | 'fan' | 'loop' | 'subInLoop';

interface Stated {
  readonly kind: Kind;
  /** How many turns of the event loop its work takes, where it takes any. */
  readonly turns: number;
  /** Whether an earlier node's output goes into it, node by node. */
  readonly takes: readonly boolean[];
}

const STATED = fc.record({
  kind: fc.constantFrom<Kind>(
    ...(['atOnce', 'later', 'shaky', 'failing', 'sub', 'fan', 'loop', 'subInLoop'] as const),
  ),
  turns: fc.integer({ min: 0, max: 3 }),
  takes: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
});

/** Notes with each visit of a body the span that it was made in. */
class Notes {
  readonly visits: { readonly node: string; readonly path: string; readonly span: string }[] = [];
  #calls = new Map<string, number>();

  /** A node that notes where it is called, at once and when it has waited; fails at its first calls, so many times. */
  node(turns: number, fails = 0): Node {
    return defineNode({
      type: 'noting',
      inputs: { values: port().many().optional(), value: port().optional() },
      outputs: { value: port() },
      run: (_inputs, { nodeId, runId }) => {
        const active = () => trace.getActiveSpan() as unknown as ReadableSpan;
        const span = active();
        const { spanId } = span.spanContext();
        this.visits.push({ node: nodeId, path: runId, span: spanId });
        const call = (this.#calls.get(nodeId) ?? 0) + 1;
        this.#calls.set(nodeId, call);
        const answer = () => {
          expect(active().spanContext().spanId, 'after it has waited').to.equal(spanId);
          if (call <= fails) throw new Error('not now');
          return { value: call };
        };
        if (turns === 0) return answer();
        return (async () => {
          for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
          return answer();
        })();
      },
    });
  }
}

function flowOf(stated: readonly Stated[], notes: Notes): Workflow {
  const flow = workflow('random');
  const handles = stated.map(({ kind, turns }, i) =>
    flow.add(`${kind}${String(i)}`, nodeOf(kind, turns, notes)),
  );
  for (const [to, { kind, takes }] of stated.entries()) {
    const target = handles[to];
    if (target === undefined) continue;
    for (const [from, source] of handles.slice(0, to).entries()) {
      if (takes[from] !== true) continue;
      const isMany = ['atOnce', 'later', 'shaky', 'failing', 'loop'].includes(kind);
      flow.connect(source.output('value'), target.input(isMany ? 'values' : 'value'));
      if (!isMany) break;
    }
    if (kind !== 'loop' && kind !== 'subInLoop') continue;
    flow.loop(`rounds${String(to)}`, {
      back: [[target.output('value'), target.input('value')]],
      maxIterations: 2,
    });
  }
  return flow.build();
}

function nodeOf(kind: Kind, turns: number, notes: Notes): Node {
  const inner = () => row('inner', { head: notes.node(turns), tail: notes.node(0) });
  switch (kind) {
    case 'shaky':
      return notes.node(turns, 1);
    case 'failing':
      return notes.node(turns, 1_000);
    case 'sub':
    case 'subInLoop':
      return optional(inner());
    case 'fan':
      return each(row('outer', { deep: subWorkflow(inner()) as Node, end: notes.node(turns) }));
    default:
      return notes.node(turns);
  }
}

/** A workflow as a node that needs no input. */
function optional(inner: Workflow): Node {
  const flow = workflow(inner.name, {
    inputs: { value: port().default(0) },
    outputs: { value: port().optional() },
  });
  const it = flow.add('within', subWorkflow(inner) as Node);
  flow.input('value').to(it.input('value'));
  flow.output('value', it.output('value'));
  return subWorkflow(flow.build()) as Node;
}

/** The node that a span must stand in, by the path that leads to it: its name there. */
function nameAround(span: ReadableSpan): string {
  const path = span.attributes['tenon.node.path'];
  if (typeof path !== 'string') return 'run random';
  const around = path.split('/').at(-2) ?? '';
  return `node ${around.replace(/\[.*\]$/, '')}`;
}

describe('the spans of a random graph', () => {
  it('have the right parents, and are each ended once', async function () {
    this.timeout(60_000);
    await withContextManager(() =>
      fc.assert(
        fc.asyncProperty(
          fc.array(STATED, { minLength: 1, maxLength: 8 }),
          fc.boolean(),
          fc.integer({ min: 1, max: 4 }),
          async (stated, retries, concurrency) => {
            const sdk = new Sdk();
            const notes = new Notes();
            const { runtime } = observed({ sdk, plugins: retries ? [retrying(2)] : [] });
            const flow = flowOf(stated, notes);
            const run = runtime.start(flow, { onError: 'continue', concurrency });
            const { status } = await run.result;
            expect(status).not.to.equal('refused');
            expect(sdk.uneven).to.deep.equal([]);
            expect(sdk.spans.filter(({ name }) => name === 'run random')).to.have.lengthOf(1);

            const byId = new Map(sdk.spans.map((span) => [span.spanContext().spanId, span]));
            for (const span of sdk.spans) {
              const parent = sdk.parentOf(span);
              if (span.name === 'run random') expect(parent).to.equal(undefined);
              else if (span.name === 'attempt') expect(parent?.name).to.match(/^node /);
              else expect(visitOf(parent, sdk)?.name, span.name).to.equal(nameAround(span));
              if (parent === undefined) continue;
              expect(sdk.spans.indexOf(span), 'ends first').to.be.below(sdk.spans.indexOf(parent));
            }
            // Each call of a body has a span of its own, which is that of its node or of an attempt of it.
            expect(new Set(notes.visits.map(({ span }) => span)).size).to.equal(
              notes.visits.length,
            );
            for (const { node, span } of notes.visits) {
              const own = byId.get(span);
              expect(own?.name).to.equal(retries ? 'attempt' : `node ${node}`);
              expect(visitOf(own, sdk)?.name).to.equal(`node ${node}`);
            }
            // And there are no others.
            const leaves = sdk.spans.filter(
              ({ name, attributes }) =>
                name.startsWith('node ') && attributes['tenon.node.type'] === 'noting',
            );
            if (!retries) expect(leaves).to.have.lengthOf(notes.visits.length);
            expectOneParentEach(sdk);
          },
        ),
        { numRuns: 150 },
      ),
    );
  });
});

/** The visit that a span is, or is an attempt of. */
function visitOf(span: ReadableSpan | undefined, sdk: Sdk): ReadableSpan | undefined {
  return span?.name === 'attempt' ? sdk.parentOf(span) : span;
}

/** Of the nodes of one activation no two share a parent: one parent has one of each name, or one for each label. */
function expectOneParentEach(sdk: Sdk): void {
  const seen = new Set<string>();
  for (const span of sdk.spans) {
    const path = span.attributes['tenon.node.path'];
    if (typeof path !== 'string') continue;
    const key = `${span.parentSpanContext?.spanId ?? ''} ${path}`;
    expect(seen.has(key), key).to.equal(false);
    seen.add(key);
  }
}
