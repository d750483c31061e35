import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bodyOf, inputsOf, lackOf, sumOf, together, versionOf } from '../../dist/peers/kit.js';

const require = createRequire(import.meta.url);
const runtime = require('@node-red/runtime');
const Node = require('@node-red/runtime/lib/nodes/Node');
const util = require('@node-red/util');
const { nodes: registry, events } = runtime._;

const TYPE = 'bench-body';
/** What is deployed: a flow at a time. */
let deployed;
let count = 0;
let started;

/** The flow is deployed once, of nodes of a type of its own; a run is a message to each source. */
export default {
  name: 'Node-RED',
  version: versionOf('@node-red/runtime'),
  note: 'a deployed flow, whose nodes wait for a message of each parent; messages are delivered as is usual',
  async prepare(workload) {
    const lack = lackOf(workload, { loops: true, switches: true, runsAtOnce: true });
    if (lack !== undefined) return { unable: lack };
    await (started ??= start());
    deployed = new Flow(workload);
    const isStarted = new Promise((resolve) => events.once('flows:started', resolve));
    await registry.setFlows(deployed.config());
    await isStarted;
    const flow = deployed;
    return together(() => flow.run(), workload.concurrentRuns);
  },
};

async function start() {
  const nothing = async () => ({});
  const storageModule = {
    init: async () => {},
    getFlows: async () => [],
    saveFlows: async () => {},
    getCredentials: nothing,
    saveCredentials: async () => {},
    getSettings: nothing,
    saveSettings: async () => {},
    getSessions: nothing,
    saveSessions: async () => {},
  };
  const userDir = join(tmpdir(), 'tenon-bench');
  mkdirSync(userDir, { recursive: true });
  const logging = { console: { level: 'off', metrics: false, audit: false } };
  const telemetry = { enabled: false, updateNotification: false };
  const settings = { userDir, storageModule, logging, telemetry, disableEditor: true };
  util.init(settings);
  runtime.init(settings);
  registry.registerType('bench', TYPE, BodyNode);
  const isStarted = new Promise((resolve) => events.once('flows:started', resolve));
  await runtime.start();
  await isStarted;
}

function BodyNode(config) {
  registry.createNode(this, config);
  const flow = deployed;
  flow.nodes[config.index] = this;
  this.on('input', (message, send, done) => {
    flow.receive(config.index, message, send, done);
  });
}
Object.setPrototypeOf(BodyNode.prototype, Node.prototype);

class Flow {
  nodes = [];
  #workload;
  #bodies;
  /** By node: how many messages it waits for, and at which place each parent's value stands. */
  #waits;
  #places;
  #sources;
  /** How many messages come to an end in a run. */
  #ends;
  #lasts;
  #runs = new Map();
  #count = 0;

  constructor(workload) {
    const { nodes, loops } = workload;
    this.#workload = workload;
    this.#bodies = nodes.map(bodyOf);
    const firsts = new Set(loops.map(({ first }) => first));
    this.#lasts = new Map(loops.map((loop) => [loop.last, loop]));
    // Of the two sides of a switch one sends.
    this.#waits = nodes.map(({ parents }) =>
      parents.some((parent) => nodes[parent].arm !== undefined) ? 1 : parents.length,
    );
    this.#places = nodes.map(({ parents }) => new Map(parents.map((parent, at) => [parent, at])));
    this.#sources = [...nodes.keys()].filter(
      (index) => nodes[index].parents.length === 0 || firsts.has(index),
    );
    const hasChild = new Set(nodes.flatMap(({ parents }) => parents));
    const sinks = nodes.filter(({ arm }, index) => !hasChild.has(index) && arm?.side !== 1);
    this.#ends = sinks.length + loops.length;
  }

  config() {
    const { nodes } = this.#workload;
    const children = nodes.map(() => []);
    for (const [index, { parents }] of nodes.entries()) {
      for (const parent of parents) children[parent].push(index);
    }
    const flow = `flow-${count++}`;
    const idOf = (index) => `${flow}-${index}`;
    const wiresOf = ({ role }, index) => {
      if (role !== 'switch') return [children[index].map(idOf)];
      return [0, 1].map((side) =>
        children[index].filter((child) => nodes[child].arm.side === side).map(idOf),
      );
    };
    return [
      { id: flow, type: 'tab', label: flow },
      ...nodes.map((node, index) => ({
        id: idOf(index),
        type: TYPE,
        z: flow,
        index,
        wires: wiresOf(node, index),
      })),
    ];
  }

  run() {
    const { nodes } = this.#workload;
    const id = this.#count++;
    return new Promise((resolve) => {
      const values = new Array(nodes.length).fill(0);
      const gathered = new Array(nodes.length);
      const turns = new Map();
      this.#runs.set(id, { values, gathered, turns, ends: this.#ends, resolve });
      for (const source of this.#sources) this.nodes[source].receive({ run: id, payload: 0 });
    });
  }

  /** Calls the body when all messages are there. A message is cloned on its way, so that it names its run by number. */
  receive(index, message, send, done) {
    const run = this.#runs.get(message.run);
    const node = this.#workload.nodes[index];
    const inputs = this.#gathered(run, index, message);
    if (inputs === undefined) {
      done();
      return;
    }
    const settle = ({ value }) => {
      run.values[index] = value;
      this.#send(run, index, { ...message, payload: value, from: index }, send);
      done();
    };
    const given = this.#bodies[index](inputsOf(node, inputs));
    if (given instanceof Promise) void given.then(settle, done);
    else settle(given);
  }

  #gathered({ gathered }, index, { from, payload }) {
    if (this.#waits[index] < 2) return [payload];
    const inputs = (gathered[index] ??= { values: [], count: 0 });
    inputs.values[this.#places[index].get(from)] = payload;
    inputs.count++;
    if (inputs.count < this.#waits[index]) return undefined;
    gathered[index] = undefined;
    return inputs.values;
  }

  #send(run, index, message, send) {
    const { role } = this.#workload.nodes[index];
    const wires = this.nodes[index].wires;
    if (this.#lasts.has(index) && !this.#turnsAgain(run, index)) this.#end(run, message);
    else if (wires.every((targets) => targets.length === 0)) this.#end(run, message);
    else if (role !== 'switch') send(message);
    else if (wires[message.payload & 1].length === 0) this.#end(run, message);
    else send((message.payload & 1) === 0 ? [message, null] : [null, message]);
  }

  #turnsAgain({ turns }, index) {
    const turn = (turns.get(index) ?? 0) + 1;
    turns.set(index, turn);
    return turn < this.#workload.iterations;
  }

  #end(run, message) {
    run.ends--;
    if (run.ends > 0) return;
    this.#runs.delete(message.run);
    run.resolve(sumOf(run.values));
  }
}
