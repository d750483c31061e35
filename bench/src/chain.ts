import {
  createRuntime,
  defineNode,
  type NodeHandle,
  type Plugin,
  type Port,
  port,
  workflow,
} from '@tenon/core';
import { BODIES, type Body } from './bodies.js';

/** One way of doing a workload; answers its checksum: the sum of what every node gave. */
export interface Contender {
  readonly name: string;
  run(): Promise<number>;
}

type Ports = { readonly value: Port<number, 'required', false> };

/** A chain of nodes, each adding a little to what the one before gave; Tenon's with the plugins given. */
export function chain(
  size: number,
  plugins: readonly Plugin[] = [],
): { readonly tenon: Contender; readonly awaiting: Contender } {
  const bodies = Array.from({ length: size }, (_, i) => BODIES[i % BODIES.length] as Body);
  return { tenon: withTenon(bodies, plugins), awaiting: withAwait(bodies) };
}

/** All built-in steps, default options, nothing else tapped. Every node's output is read from the result. */
function withTenon(bodies: readonly Body[], plugins: readonly Plugin[]): Contender {
  const definitions = new Map(
    BODIES.map((body, i) => [
      body,
      defineNode({
        type: `body-${String(i)}`,
        inputs: { value: port<number>() },
        outputs: { value: port<number>() },
        run: body,
      }),
    ]),
  );
  const flow = workflow('chain');
  const handles: NodeHandle<Ports, Ports>[] = [];
  for (const [i, body] of bodies.entries()) {
    const definition = definitions.get(body);
    if (definition === undefined) throw new Error('A body has no definition.');
    const handle = flow.add(`n${String(i)}`, definition, i === 0 ? { value: 0 } : {});
    const previous = handles.at(-1);
    if (previous !== undefined) flow.connect(previous.out.value, handle.in.value);
    handles.push(handle);
  }
  const built = flow.build();
  const runtime = createRuntime({ plugins });
  return {
    name: 'tenon',
    async run() {
      const result = await runtime.execute(built);
      let sum = 0;
      for (const handle of handles) sum += result.of(handle)?.value ?? Number.NaN;
      return sum;
    },
  };
}

/** What a user would write by hand: a loop that awaits each function and keeps what it gave. */
function withAwait(bodies: readonly Body[]): Contender {
  return {
    name: 'awaiting loop',
    async run() {
      const outputs: { readonly value: number }[] = [];
      let value = 0;
      for (const body of bodies) {
        // Awaited whatever it is: what this loop does not know is whether a node is asynchronous.
        // oxlint-disable-next-line typescript/await-thenable
        const output = await body({ value });
        outputs.push(output);
        value = output.value;
      }
      let sum = 0;
      for (const output of outputs) sum += output.value;
      return sum;
    },
  };
}
