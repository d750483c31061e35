import { createRequire } from 'node:module';
import { bodyOf, lackOf, sumOf, versionOf } from '../../dist/peers/kit.js';

const require = createRequire(import.meta.url);
const { ClassicPreset, NodeEditor } = require('rete');
const { DataflowEngine } = require('rete-engine');

/** The editor's graph is made once. Each run forgets what it fetched before, and fetches every node. */
export default {
  name: 'rete-engine',
  version: versionOf('rete-engine'),
  note: 'the dataflow engine: nodes fetch their parents; the cache is reset for each run',
  async prepare(workload) {
    const lack = lackOf(workload, { loops: 'unwritten', switches: 'unwritten' });
    if (lack !== undefined) return { unable: lack };
    const { nodes } = workload;
    const socket = new ClassicPreset.Socket('number');
    const editor = new NodeEditor();
    const engine = new DataflowEngine();
    editor.use(engine);
    const made = nodes.map((node) => new BodyNode(node, socket));
    for (const node of made) await editor.addNode(node);
    for (const [index, { parents }] of nodes.entries()) {
      for (const [at, parent] of parents.entries()) {
        const input = portOf(nodes[index], at);
        const wire = new ClassicPreset.Connection(made[parent], 'value', made[index], input);
        await editor.addConnection(wire);
      }
    }
    return async () => {
      engine.reset();
      const outputs = await Promise.all(made.map(({ id }) => engine.fetch(id)));
      return sumOf(outputs.map(({ value }) => value));
    };
  },
};

class BodyNode extends ClassicPreset.Node {
  #node;
  #body;

  constructor(node, socket) {
    super('body');
    this.#node = node;
    this.#body = bodyOf(node);
    for (const at of node.arity === 'many' ? [0] : node.parents.keys()) {
      this.addInput(portOf(node, at), new ClassicPreset.Input(socket, undefined, true));
    }
    this.addOutput('value', new ClassicPreset.Output(socket));
  }

  /** Each input is a list, as several connections may lead to it. */
  data(inputs) {
    switch (this.#node.arity) {
      case 'one':
        return this.#body({ value: inputs.value?.[0] ?? 0 });
      case 'three':
        return this.#body({ a: inputs.a[0], b: inputs.b[0], c: inputs.c[0] });
      default:
        return this.#body({ values: inputs.values });
    }
  }
}

function portOf({ arity }, at) {
  return arity === 'one' ? 'value' : arity === 'three' ? 'abc'.charAt(at) : 'values';
}
