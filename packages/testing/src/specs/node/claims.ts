import { getEventListeners } from 'node:events';
import { copyData, messageOf, type PortTable, type RunResult, type Runtime } from '@tenon/core';
import { expectNoHandlesLeft, unhandledRejectionsDuring } from '../../leaks.js';
import { expectSame, fail, turn } from '../expectations.js';
import type { Claim } from '../runner.js';
import { asked, type NodeBench } from './bench.js';
import { madeUp } from './made-up.js';
import type { NodeExample } from './options.js';

/** What holds of every node. */
export function nodeClaims(bench: NodeBench): readonly Claim[] {
  const { repeats = (outputs) => outputs } = bench.options;
  /** Examples whose data nobody has seen, as each claim wants them. */
  const fresh = (): readonly NodeExample[] =>
    (asked(bench.options.examples) ?? []).map((example) => copyData(example));
  const entered = { count: 0 };
  const within = async (check: (runtime: Runtime) => Promise<void>) => {
    const runtime = bench.open(() => void entered.count++);
    try {
      await check(runtime);
    } finally {
      await runtime.dispose();
    }
  };
  const claims: readonly Claim[] = [
    {
      title: 'answers what its outputs declare, for each example',
      check: () =>
        within(async (runtime) => {
          const examples = fresh();
          if (examples.length === 0) expectMadeUp(bench, runtime);
          for (const example of examples) {
            const result = await bench.completed(runtime, bench.flowFor(runtime, example));
            expectNoMisfit(result);
            const outputs = result.results['node'] ?? {};
            expectDeclared(outputs, bench.definitionIn(runtime, example.config).outputs);
            if (example.outputs !== undefined) {
              expectSame(outputs, example.outputs, 'It answers something else.');
            }
          }
        }),
    },
    {
      title: 'answers what its outputs declare, or fails, for inputs made up from its schemas',
      check: () =>
        within(async (runtime) => {
          for (const example of variantsOf(bench, runtime, fresh())) {
            entered.count = 0;
            const result = await bench.run(runtime, bench.flowFor(runtime, example));
            // What a validating plugin did not let in was badly made up, and no fault of the node.
            if (entered.count > 0) expectNoMisfit(result);
            const outputs = result.results['node'];
            if (result.status !== 'completed' || outputs == null) continue;
            expectDeclared(outputs, bench.definitionIn(runtime, example.config).outputs);
          }
        }),
    },
    {
      title: 'changes nothing that it is given',
      check: () =>
        within(async (runtime) => {
          for (const example of fresh()) {
            const before = copyData(example);
            await bench.run(runtime, bench.flowFor(runtime, example));
            expectSame(example, before, 'Inputs or configuration are changed.');
          }
        }),
    },
    {
      title: 'keeps nothing from one visit to the next',
      check: () =>
        within(async (runtime) => {
          const flows = fresh().map((example) => bench.flowFor(runtime, example));
          const once: unknown[] = [];
          for (const flow of flows)
            once.push(copyData(repeats(await bench.outputsOf(runtime, flow))));
          const overlapping = await Promise.all(
            flows.map((flow) => bench.outputsOf(runtime, flow)),
          );
          expectSame(overlapping.map(repeats), once, 'A second visit answers something else.');
          for (const [i, flow] of flows.entries()) {
            const again = repeats(await bench.outputsOf(runtime, flow));
            expectSame(again, once[i], 'A third visit answers something else.');
          }
        }),
    },
    {
      title: 'stops when it is told to',
      async check() {
        const waits = asked(bench.options.waits);
        if (
          waits !== undefined &&
          (await statusOfStopped(bench, copyData(waits))) === 'completed'
        ) {
          fail('The visit of "waits" is over before it can be stopped.');
        }
        for (const example of fresh()) await statusOfStopped(bench, example);
      },
    },
    {
      title: 'leaves no listener on its signal, no timer and no handle',
      check: () =>
        expectNoHandlesLeft(async () => {
          const signals: AbortSignal[] = [];
          const runtime = bench.open(({ signal }) => void signals.push(signal));
          for (const example of fresh()) {
            await bench.run(runtime, bench.flowFor(runtime, example));
          }
          const left = signals.map((signal) => getEventListeners(signal, 'abort').length);
          await runtime.dispose();
          expectSame(
            left,
            left.map(() => 0),
            'Its signal has listeners after the visit.',
          );
        }),
    },
    {
      title: 'leaves no rejection unhandled',
      async check() {
        const reasons = await unhandledRejectionsDuring(() =>
          within(async (runtime) => {
            for (const example of fresh()) {
              const flow = bench.flowFor(runtime, example);
              await bench.run(runtime, flow);
              await bench.run(runtime, flow, { signal: AbortSignal.timeout(0) });
            }
          }),
        );
        expectSame(reasons.map(messageOf), [], 'Promises were rejected that nobody waits for.');
      },
    },
  ];
  return claims.map((claim) => ({
    title: claim.title,
    check: () => between(bench, () => claim.check()),
  }));
}

/** With what the node needs put up before, and taken down after, whatever comes of it. */
async function between({ options }: NodeBench, check: () => unknown): Promise<void> {
  await options.before?.();
  try {
    await check();
  } finally {
    await options.after?.();
  }
}

function expectDeclared(outputs: Readonly<Record<string, unknown>>, declared: PortTable): void {
  for (const name of Object.keys(outputs)) {
    if (!declared.has(name)) fail(`It answers "${name}", which is none of its outputs.`);
  }
  for (const [name, { presence }] of declared) {
    if (presence !== 'required' || outputs[name] !== undefined) continue;
    fail(`It does not answer "${name}", which is required.`);
  }
}

/** The codes of plugin-validation for values that are not what a schema says. */
const MISFITS: ReadonlySet<string> = new Set(['SCHEMA_VIOLATED', 'TYPE_MISMATCH', 'ENUM_VIOLATED']);

/** Fails where a plugin that checks schemas found something. */
function expectNoMisfit({ failures, warnings }: RunResult): void {
  for (const { code, message } of [...failures, ...warnings]) if (MISFITS.has(code)) fail(message);
}

/** Aborts a visit as soon as it has begun. What does not come back in the time of grace is given up, and told. */
async function statusOfStopped(bench: NodeBench, example: NodeExample): Promise<string> {
  const stop = new AbortController();
  const runtime = bench.open(() => {
    setImmediate(() => stop.abort(new Error('Stopped by the spec.')));
  });
  const { result } = runtime.start(bench.flowFor(runtime, example), {
    ...bench.options.run,
    signal: stop.signal,
    graceMs: bench.patienceMs,
  });
  const { warnings, status } = await result;
  await runtime.dispose();
  await turn();
  const ignored = warnings.find(({ code }) => code === 'NODE_ABANDONED');
  if (ignored !== undefined) fail(`It goes on when it is aborted: ${ignored.message}`);
  if (status === 'refused') fail('The visit is refused, and so cannot be stopped.');
  return status;
}

/** Without an example, all that is required has to be made up. */
function expectMadeUp(bench: NodeBench, runtime: Runtime): void {
  const { inputs, settings } = bench.definitionIn(runtime);
  for (const [name, { schema, presence }] of [...inputs, ...settings]) {
    if (presence !== 'required' || (madeUp(schema)?.length ?? 0) > 0) continue;
    fail(
      `Nothing can be made up for "${name}". Give nodeSpec an example: { examples: [{ inputs: { ${name}: … } }] }.`,
    );
  }
}

/** Each example with each of its inputs replaced by what its schema accepts; without examples, all inputs made up. */
function variantsOf(
  bench: NodeBench,
  runtime: Runtime,
  examples: readonly NodeExample[],
): readonly NodeExample[] {
  return (examples.length === 0 ? [{}] : examples).flatMap((example) => {
    const { inputs } = bench.definitionIn(runtime, example.config);
    const values = [...inputs].flatMap(([name, { schema, isMany }]) =>
      schema === undefined || isMany ? [] : [[name, madeUp(schema) ?? []] as const],
    );
    const first = Object.fromEntries(
      values.flatMap(([name, [one]]) => (one === undefined ? [] : [[name, one]])),
    );
    const base = examples.length === 0 ? first : (example.inputs ?? {});
    return values.flatMap(([name, made]) =>
      made.map((value) => ({ ...example, inputs: { ...base, [name]: value } })),
    );
  });
}
