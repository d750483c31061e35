/**
 * What observability costs a node where nobody has registered an SDK: `node bench/dist/probes/observability.js`. Each variant
 * is measured in processes of its own, which take turns. What is told is the least disturbed of these, beside the bare
 * runtime, and beside one `startSpan`/`end` pair of the API, which would be the least that spans by hand cost.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { trace } from '@opentelemetry/api';
import { createRuntime, defineNode, type Plugin, port, type Workflow, workflow } from '@tenon/core';
import { observability } from '@tenon/plugin-observability';
import { median } from '../report/statistics.js';

const NODES = 1_000;
const PROCESSES = 7;
const RUNS = 600;
const WARM_UP = 300;

const VARIANTS: Readonly<Record<string, () => readonly Plugin[]>> = {
  bare: () => [],
  'all off': () => [observability({ tracing: false, metrics: false })],
  'no SDK': () => [observability()],
  'a pair by hand': () => [pairByHand()],
};

const [, , wanted] = process.argv;
if (wanted === undefined) tell();
else console.log(JSON.stringify([await nsOfNode(wanted, false), await nsOfNode(wanted, true)]));

function tell(): void {
  const times = new Map<string, (readonly number[])[]>();
  for (let turn = 0; turn < PROCESSES; turn++) {
    for (const name of ['pair', ...Object.keys(VARIANTS)]) {
      const printed = execFileSync(process.execPath, [fileURLToPath(import.meta.url), name]);
      const found = JSON.parse(String(printed)) as readonly number[];
      times.set(name, [...(times.get(name) ?? []), found]);
    }
  }
  for (const [at, kind] of ['synchronous', 'asynchronous'].entries()) {
    const ns = (name: string) =>
      Math.min(...(times.get(name) ?? []).map((found) => found[at] ?? Number.NaN));
    const pair = ns('pair').toFixed(1);
    console.log(`${kind} chain of ${String(NODES)}; one pair of the API: ${pair} ns`);
    for (const name of Object.keys(VARIANTS)) {
      const ofBare = (ns(name) / ns('bare')).toFixed(2);
      const more = ((ns(name) - ns('bare')) / ns('pair')).toFixed(2);
      const shown = `${name.padEnd(15)}${ns(name).toFixed(1).padStart(7)}`;
      console.log(`  ${shown} ns a node, ${ofBare} of bare, ${more} pairs more`);
    }
  }
}

/** The middle time that a variant takes for a node, or for a pair alone. */
async function nsOfNode(name: string, isAsync: boolean): Promise<number> {
  const runtime = createRuntime({ plugins: VARIANTS[name]?.() ?? [] });
  const flow = chain(isAsync);
  const once = async () => (name === 'pair' ? pairs() : runtime.execute(flow));
  const times: number[] = [];
  for (let run = -WARM_UP; run < RUNS; run++) {
    const start = process.hrtime.bigint();
    await once();
    const ns = Number(process.hrtime.bigint() - start) / NODES;
    if (run >= 0) times.push(ns);
  }
  return median(times);
}

function chain(isAsync: boolean): Workflow {
  const next = ({ value }: { readonly value: number }) => ({ value: value + 1 });
  const step = defineNode({
    type: 'step',
    inputs: { value: port<number>().default(0) },
    outputs: { value: port<number>() },
    run: isAsync ? (inputs) => Promise.resolve(next(inputs)) : next,
  });
  const flow = workflow('chain');
  let last = flow.add('n0', step);
  for (let i = 1; i < NODES; i++) {
    const behind = flow.add(`n${String(i)}`, step);
    flow.connect(last.out.value, behind.in.value);
    last = behind;
  }
  return flow.build();
}

/** What one would write by hand: a span around each call, and nothing else. */
function pairByHand(): Plugin {
  return {
    manifest: { name: 'by-hand', version: '1.0.0' },
    apply(hooks) {
      const tracer = trace.getTracer('by-hand');
      hooks.node.tap('by-hand', (wraps, { id }) => {
        wraps.add('observe', (next) => (inputs, context) => {
          const span = tracer.startSpan(id);
          const answer = next(inputs, context);
          span.end();
          return answer;
        });
      });
    },
  };
}

/** As many pairs as there are nodes. */
function pairs(): void {
  const tracer = trace.getTracer('pairs');
  for (let i = 0; i < NODES; i++) tracer.startSpan('pair').end();
}
