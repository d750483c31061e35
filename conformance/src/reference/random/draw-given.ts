import type { Case, CaseInput, CaseNode, Json, JsonObject } from '../../case.js';
import { LITERAL_MEMBERS } from '../templates.js';
import type { Draw } from './draw.js';
import { randomTypedValue, randomValue, type Sort } from './draw-value.js';
import { targetsIn } from './draw-workflow.js';
import type { Feature } from './features.js';
import type { Sketch } from './sketch.js';

type GivenTo = Pick<Case, 'inputs' | 'parameters' | 'parametersOf' | 'executions' | 'nodes'>;

/** Draws what a run is given: declared inputs, parameters of every form, and templates that name them. */
export function drawGiven(
  sketch: Sketch,
  nodes: readonly CaseNode[],
  features: ReadonlySet<Feature>,
): GivenTo {
  const { draw } = sketch;
  const drawn = new Given(sketch);
  const inputs = features.has('inputs') && draw.chance(0.3) ? drawn.inputs() : [];
  const hasTemplates = features.has('templates') && draw.chance(0.35);
  const templated = hasTemplates ? nodes.map((node) => drawn.withTemplates(node)) : nodes;
  if (features.has('parameters') && draw.chance(0.5)) drawn.parameters();
  return {
    nodes: templated,
    ...(inputs.length > 0 && { inputs }),
    ...drawn.stated(),
  };
}

class Given {
  readonly #draw: Draw;
  readonly #addressed: Record<string, Record<string, Json>> = {};
  readonly #values: Record<string, Json> = {};
  /** Names that templates mention, with the node whose configuration does. */
  readonly #mentioned: { readonly node: string; readonly name: string }[] = [];

  constructor(readonly sketch: Sketch) {
    this.#draw = sketch.draw;
  }

  inputs(): CaseInput[] {
    const targets = this.#draw.some(targetsIn(this.sketch), this.#draw.between(1, 3));
    const [first, ...others] = targets;
    if (first === undefined) return [];
    const inputs = this.#draw.chance(0.5)
      ? [this.#input('p1', [first]), ...(others.length > 0 ? [this.#input('p2', others)] : [])]
      : [this.#input('p1', targets)];
    return inputs;
  }

  parameters(): void {
    const targets = targetsIn(this.sketch);
    for (const { node, input, sort } of this.#draw.some(targets, this.#draw.between(0, 2))) {
      (this.#addressed[node] ??= {})[input] = randomTypedValue(this.#draw, sort);
    }
    for (const { input, sort } of this.#draw.some(targets, this.#draw.between(0, 2))) {
      this.#values[input] = randomValue(this.#draw, sort);
    }
    const merge = this.sketch.nodes.find(({ kind }) => kind === 'merge');
    if (merge !== undefined && this.#draw.chance(0.1)) {
      (this.#addressed[merge.id] ??= {})['values'] = [randomValue(this.#draw, 'list')];
    }
    if (this.#draw.chance(0.03)) this.#values['nobody'] = 1;
    if (this.#draw.chance(0.02)) (this.#addressed['n1'] ??= {})['nothing'] = 1;
  }

  /** Puts templates into what the configuration gives to inputs. */
  withTemplates(node: CaseNode): CaseNode {
    const { config = {} } = node;
    const names = Object.keys(config).filter(
      (name) => !LITERAL_MEMBERS.has(name) && !SETTINGS.has(name),
    );
    if (names.length === 0 || this.#draw.chance(0.5)) return node;
    const name = this.#draw.from(names);
    const sort = this.sketch.nodes.find(({ id }) => id === node.id)?.wants.get(name) ?? 'any';
    return { ...node, config: { ...config, [name]: this.#template(node.id, sort) } };
  }

  /** The members of the case, in one of the forms that say the same. */
  stated(): Omit<GivenTo, 'nodes' | 'inputs'> {
    this.#giveMentioned();
    const [nodes, values] = [this.#addressed, this.#values];
    const isNothing = Object.keys(nodes).length + Object.keys(values).length === 0;
    if (isNothing) return {};
    if (this.#draw.chance(0.3)) return { parametersOf: { nodes, values } };
    const mixed: JsonObject = { ...nodes, ...values };
    if (this.#draw.chance(0.1))
      return { executions: [{ parameters: mixed }, { parameters: values }] };
    return { parameters: mixed };
  }

  #input(name: string, targets: ReturnType<typeof targetsIn>): CaseInput {
    const sort = targets[0]?.sort ?? 'any';
    const isGiven = this.sketch.features.has('parameters') && this.#draw.chance(0.6);
    if (isGiven) this.#values[name] = randomValue(this.#draw, sort);
    return {
      name,
      to: targets.map(({ node, input }) => ({ node, input })),
      ...(this.#draw.chance(0.4) && { default: randomValue(this.#draw, sort) }),
      ...(this.#draw.chance(isGiven ? 0.4 : 0.05) && { required: true }),
    };
  }

  /** A template: a value as a whole, or text for inputs that take it. */
  #template(node: string, sort: Sort): Json {
    const name = this.#draw.from(['t1', 't2', 'a', 'p1']);
    this.#mentioned.push({ node, name });
    const whole = `\${${name}}`;
    if (sort !== 'any' && sort !== 'text') return whole;
    return this.#draw.from<Json>([
      whole,
      `\${${name}.a:-none}`,
      `\${${name}:-7}`,
      `<\${${name}:-}>`,
      `$\${${name}} \${${name}:-x}`,
      { k: [whole, 2], deep: { l: `\${${name}:-y}` } },
    ]);
  }

  /** Most names that templates mention have a value: addressed, or of the whole workflow. */
  #giveMentioned(): void {
    for (const { node, name } of this.#mentioned) {
      if (this.#draw.chance(0.06)) continue;
      const value = randomValue(this.#draw, this.#draw.from(['number', 'number', 'text', 'flag']));
      if (this.#draw.chance(0.3)) (this.#addressed[node] ??= {})[name] = value;
      else this.#values[name] ??= value;
    }
  }
}

/** Members of `config` that stay as they are: settings, and lists for many ports. */
const SETTINGS: ReadonlySet<string> = new Set([
  'inputs',
  'outputs',
  'ports',
  'otherwise',
  'multiple',
  'onNoMatch',
  'strategy',
  'ms',
  'values',
]);
