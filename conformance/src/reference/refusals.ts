import type { Case, CaseGraph, CaseOptions, Json } from '../case.js';
import { hasConflict } from './conflicts.js';
import { isValidCondition } from './expression/condition.js';
import type { Given } from './given.js';
import type { Edge, Model, Node, Workflows } from './model.js';
import { innerOf, modelOf } from './model.js';
import { cycleProblems, namingProblems } from './structure.js';
import type { Supply } from './supply.js';
import { LITERAL_MEMBERS, namesInTemplates, TemplateError } from './templates.js';
import { coerced, isClash, misfits } from './types.js';
import { Undecided } from './undecided.js';

/** Names that the conditions of loops know apart from nodes. */
const LOOP_NAMES = ['nodes', 'previous', 'iteration', 'elapsedMs'];

/** Members of configuration that are no inputs. */
const SETTINGS: ReadonlySet<string> = new Set([
  ...LITERAL_MEMBERS,
  'inputs',
  'outputs',
  'ports',
  'strategy',
  'otherwise',
  'multiple',
  'onNoMatch',
]);

/**
 * The codes of the errors that verification finds in the workflow alone. What is found at one stage hides what later
 * stages would find: names, cycles, and then everything else.
 */
export function refusalsOf(stated: Case): string[] {
  const { workflows = {}, options } = stated;
  const names = namingProblems(stated, workflows);
  if (names.length > 0) return names;
  const graphs = [stated, ...innerGraphs(stated, workflows)];
  const missing = graphs.flatMap((graph) => missingPlugins(graph, options));
  const cycles = graphs.flatMap(cycleProblems);
  if (missing.length + cycles.length > 0) return [...missing, ...cycles];
  return graphs.flatMap((graph) => {
    const model = modelOf(graph, workflows);
    checkConfigured(model);
    return [
      ...(hasConflict(model) ? ['INPUT_CONFLICT'] : []),
      ...(hasInvalidCondition(model) ? ['CONDITION_INVALID'] : []),
      ...typeProblems(model, options),
      ...(graph === stated ? [] : innerSupplyProblems(model)),
    ];
  });
}

/** The codes of the errors that are found before a run with what it is given. */
export function refusalsOfRun(model: Model, given: Given, supply: Supply): string[] {
  const { inputs = [] } = model.graph;
  const nodes = [...model.nodes.values()];
  const isMissing = inputs.some(
    ({ name, required, default: value }) =>
      required === true && value === undefined && !given.values.has(name),
  );
  return [
    ...nodes.flatMap((node) => templateProblems(node, supply)),
    ...(isMissing ? ['INPUT_REQUIRED'] : []),
    ...nodes.flatMap((node) => unsupplied(node, (input) => isWithoutValue(node, input, supply))),
  ];
}

/** Whether a parameter has a key that nothing knows. */
export function hasUnknownParameter({ graph, nodes }: Model, given: Given): boolean {
  const all = [...nodes.values()];
  const general = new Set([
    ...(graph.inputs ?? []).map(({ name }) => name),
    ...all.flatMap((node) => [...node.kind.inputs.keys(), ...templateNames(node)]),
  ]);
  if ([...given.values.keys()].some((name) => !general.has(name))) return true;
  return [...given.addressed].some(([id, values]) => {
    const node = nodes.get(id);
    if (node === undefined) return true;
    const known = new Set([...node.kind.inputs.keys(), ...templateNames(node)]);
    return [...values.keys()].some((name) => !known.has(name));
  });
}

/** Throws where a parameter is addressed to a workflow inside that has no such input. */
export function checkAddressed({ nodes }: CaseGraph, workflows: Workflows, given: Given): void {
  for (const node of nodes) {
    const inner = innerOf(node, workflows);
    const names = [...(given.addressed.get(node.id)?.keys() ?? [])];
    const isPort = (name: string) => inner?.inputs?.some((input) => input.name === name) === true;
    if (inner !== undefined && !names.every(isPort)) {
      throw new Undecided('What parameters mean that are addressed to a workflow inside.');
    }
  }
}

/** The workflows inside a workflow, at any depth. */
function innerGraphs({ nodes }: Model['graph'], workflows: Workflows): Model['graph'][] {
  return nodes
    .flatMap((node) => innerOf(node, workflows) ?? [])
    .flatMap((inner) => [inner, ...innerGraphs(inner, workflows)]);
}

function missingPlugins({ loops = [] }: Model['graph'], options: CaseOptions = {}): string[] {
  const { without = [] } = options;
  if (without.some((capability) => capability !== 'cycles')) {
    throw new Undecided('What a case means without that plugin.');
  }
  return without.length > 0 && loops.length > 0 ? ['PLUGIN_MISSING'] : [];
}

function checkConfigured({ nodes }: Model): void {
  const isUnknown = [...nodes.values()].some(({ stated, kind }) =>
    Object.keys(stated.config ?? {}).some((name) => !kind.inputs.has(name) && !SETTINGS.has(name)),
  );
  if (isUnknown) throw new Undecided('What is configured for an input that is not declared.');
}

function hasInvalidCondition({ nodes, loops }: Model): boolean {
  const inSwitch = [...nodes.values()].some(({ kind: { conditions = [], inputs } }) =>
    conditions.some((condition) => !isValidCondition(condition, new Set(inputs.keys()))),
  );
  const inLoop = loops.some(({ stated, body }) => {
    const condition = stated.until ?? stated.while;
    if (condition === undefined) return false;
    if (LOOP_NAMES.some((name) => body.has(name))) {
      throw new Undecided(
        'With which code a node named as conditions name other things is refused.',
      );
    }
    return !isValidCondition(condition, new Set([...body, ...LOOP_NAMES]));
  });
  return inSwitch || inLoop;
}

function typeProblems(model: Model, { coerce, validation }: CaseOptions = {}): string[] {
  const { nodes, edges, loops } = model;
  const clashes = [...edges, ...loops.flatMap(({ back }) => back)].some((edge) =>
    isTypeClash(edge, model),
  );
  if (clashes && validation === 'off') {
    throw new Undecided('Whether types that clash are refused where checks are off.');
  }
  const isMisfit = [...nodes.values()].some(({ stated, kind }) =>
    Object.entries(stated.config ?? {}).some(([name, value]) => {
      const type = kind.inputs.get(name)?.type;
      if (type === undefined) return false;
      if (hasTemplates(value)) throw new Undecided('How a template into a type is checked.');
      return misfits(type, coerce === undefined ? value : coerced(type, value)).length > 0;
    }),
  );
  return [...(clashes ? ['TYPE_MISMATCH'] : []), ...(isMisfit ? ['CONFIG_INVALID'] : [])];
}

function hasTemplates(value: Json): boolean {
  return JSON.stringify(value).includes('${');
}

function isTypeClash({ from, port, path, to, input }: Edge, { nodes }: Model): boolean {
  const output = nodes.get(from)?.kind.outputs.get(port);
  const type = nodes.get(to)?.kind.inputs.get(input)?.type;
  return path.length === 0 && output !== undefined && type !== undefined && isClash(output, type);
}

/** Inside, a declared input may bring a value to each of its targets. */
function innerSupplyProblems({ graph, nodes }: Model): string[] {
  const isTarget = (id: string, input: string) =>
    graph.inputs?.some(({ to }) => to.some((one) => one.node === id && one.input === input));
  return [...nodes.values()].flatMap((node) => {
    if ([...templateNames(node)].length > 0) throw new Undecided('Templates in a workflow inside.');
    return unsupplied(
      node,
      (input) => isTarget(node.id, input) !== true && node.stated.config?.[input] === undefined,
    );
  });
}

/** INPUT_REQUIRED for each required input without a plain edge and without a first value. */
function unsupplied({ kind, into }: Node, isWithout: (input: string) => boolean): string[] {
  return [...kind.inputs]
    .filter(([, { isRequired }]) => isRequired)
    .filter(([name]) => !into.some(({ input }) => input === name))
    .filter(([name]) => isWithout(name))
    .map(() => 'INPUT_REQUIRED');
}

function isWithoutValue(node: Node, input: string, supply: Supply): boolean {
  if (supply.addressed(node, input) !== undefined) return false;
  if (supply.general(node, input) !== undefined) return false;
  try {
    return supply.configured(node, input) === undefined;
  } catch (error) {
    // Reported as what it is.
    if (error instanceof TemplateError) return false;
    throw error;
  }
}

function templateProblems(node: Node, supply: Supply): string[] {
  try {
    supply.config(node);
    return [];
  } catch (error) {
    if (error instanceof TemplateError) return [error.code];
    throw error;
  }
}

function* templateNames({ stated }: Node): Generator<string> {
  for (const [name, value] of Object.entries(stated.config ?? {})) {
    if (!LITERAL_MEMBERS.has(name)) yield* namesInTemplates(value);
  }
}
