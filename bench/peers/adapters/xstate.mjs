import { assign, createActor, fromPromise, setup, toPromise } from 'xstate';
import { layersOf, programOf, sumOf, together, versionOf } from '../../dist/peers/kit.js';

/** A machine, made once, that goes through a state for each node; values stand in the actor's context. */
export default {
  name: 'xstate',
  version: versionOf('xstate'),
  note: 'a state for each node, left at once or when its promise is there; an actor for each run',
  prepare(workload) {
    const machine =
      workload.group === 'timers' ? parallelMachine(workload) : sequentialMachine(workload);
    const once = async () => {
      const actor = createActor(machine);
      const done = toPromise(actor);
      actor.start();
      return sumOf(await done);
    };
    return together(once, workload.concurrentRuns);
  },
};

const context = (size) => () => ({ values: new Array(size).fill(0), turns: 0 });

function sequentialMachine(workload) {
  const { nodes } = workload;
  const { calls } = programOf(workload);
  const states = Object.fromEntries(
    nodes.map((node, index) => {
      const stateOf = node.isAsync ? waitingState : passingState;
      return [`n${index}`, stateOf(calls[index], index, workload)];
    }),
  );
  return machineOf(nodes.length, { initial: 'n0', states: { ...states, end: { type: 'final' } } });
}

/** Calls on entry, and is left at once. */
function passingState(call, index, workload) {
  const entry = keeping(index, ({ context: { values } }) => call(values));
  const valueOf = ({ context: { values } }) => values[index];
  return { entry, always: followersOf(workload, index, valueOf) };
}

/** Is left when the promise is there. */
function waitingState(call, index, workload) {
  const followers = followersOf(workload, index, ({ event }) => event.output.value);
  const onDone = followers.map(({ actions = [], ...follower }) => ({
    ...follower,
    actions: [keeping(index, outputOf), ...actions],
  }));
  return { invoke: { src: fromPromise(({ input }) => call(input)), input: valuesOf, onDone } };
}

const valuesOf = ({ context: { values } }) => values;

const outputOf = ({ event }) => event.output;

/** An assignment, as guards are asked before any other action runs. The array stays the same: copies would cost the square. */
function keeping(index, givenOf) {
  return assign((state) => {
    const { values } = state.context;
    values[index] = givenOf(state).value;
    return { values };
  });
}

/** What follows a node: behind a switch the side that its value takes, behind a loop its first node or what stands next. */
function followersOf({ nodes, loops, iterations }, index, valueOf) {
  const { role } = nodes[index];
  if (role === 'switch') {
    const first = (side) =>
      nodes.findIndex(({ arm }) => arm !== undefined && arm.of === index && arm.side === side);
    const isEven = (state) => (valueOf(state) & 1) === 0;
    return [{ guard: isEven, target: `n${first(0)}` }, { target: `n${first(1)}` }];
  }
  const next = { target: nameOf(nodes, nextOf(nodes, index)) };
  const loop = loops.find(({ last }) => last === index);
  if (loop === undefined) return [next];
  const goesOn = ({ context: { turns } }) => turns + 1 < iterations;
  const counted = assign({ turns: ({ context: { turns } }) => turns + 1 });
  return [
    { guard: goesOn, target: `n${loop.first}`, reenter: true, actions: [counted] },
    { ...next, actions: [assign({ turns: 0 })] },
  ];
}

/** The next node that is not on the other side of the same switch. */
function nextOf(nodes, index) {
  const { arm } = nodes[index];
  const isOther = (node) =>
    arm !== undefined &&
    node?.arm !== undefined &&
    node.arm.of === arm.of &&
    node.arm.side !== arm.side;
  let next = index + 1;
  while (isOther(nodes[next])) next++;
  return next;
}

function nameOf(nodes, index) {
  return index < nodes.length ? `n${index}` : 'end';
}

/** A layer is a parallel state, whose regions wait for a node each. */
function parallelMachine(workload) {
  const { nodes } = workload;
  const { calls } = programOf(workload);
  const layers = layersOf(nodes);
  const states = Object.fromEntries(
    layers.map((layer, depth) => {
      const regions = layer.map((node) => [`n${node}`, regionOf(calls[node], node)]);
      const next = depth + 1 < layers.length ? `l${depth + 1}` : 'end';
      return [`l${depth}`, { type: 'parallel', states: Object.fromEntries(regions), onDone: next }];
    }),
  );
  return machineOf(nodes.length, { initial: 'l0', states: { ...states, end: { type: 'final' } } });
}

function regionOf(call, node) {
  const src = fromPromise(({ input }) => call(input));
  const onDone = { target: 'off', actions: keeping(node, outputOf) };
  return {
    initial: 'on',
    states: { on: { invoke: { src, input: valuesOf, onDone } }, off: { type: 'final' } },
  };
}

function machineOf(size, states) {
  return setup({}).createMachine({
    id: 'run',
    context: context(size),
    output: ({ context: { values } }) => values,
    ...states,
  });
}
