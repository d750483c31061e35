import {
  checkOptionNames,
  conductedWorkflow,
  describeValue,
  type Node,
  type Port,
  type PortMap,
  quoteList,
  RuntimeError,
  type Workflow,
} from '@tenon/core';
import { type Items, itemsAt } from '../rows/items.js';
import { itemsPort, typed } from '../rows/ports.js';
import { ItemRuns, ON_ERROR, type OnError } from './item-runs.js';

/** What {@link forEach} may be told. */
export interface ForEachOptions {
  /** The declared input of the workflow that takes an item. Default `item`. */
  readonly item?: string;
  /** The declared output that is an item's result. Without it, the result is an object of all outputs. */
  readonly output?: string;
  /** How many items are worked on at once, at most. Default 4. */
  readonly concurrency?: number;
  /** Whether a failure stops the others and fails the node (`stop`, the default), or is told of beside the results. */
  readonly onError?: OnError;
}

/** What is told of an item that failed. */
export interface ItemError {
  /** The item's place, from 0. */
  readonly index: number;
  readonly code: string;
  readonly message: string;
}

/** A node made by {@link forEach}. */
export type ForEachNode = Node<
  Readonly<Record<string, Port>> & { readonly items: Port<Items, 'required', false> },
  {
    readonly results: Port<readonly unknown[], 'required', false>;
    readonly errors: Port<readonly ItemError[], 'required', false>;
  }
>;

/**
 * A node that runs a workflow for each item of its input `items`, in the run that it is part of. The workflow's declared
 * input `item` takes the item, `index` its place where it declares that, and all others are inputs of this node. `results`
 * are in the order of the items. With `onError: 'collect'`, the result of an item that failed is `null`, and `errors` tells of it.
 *
 * @example
 * const pages = flow.add('pages', forEach(fetchPage, { output: 'body', concurrency: 8 }));
 * flow.connect(urls.out.items, pages.in.items);
 */
export function forEach(workflow: Workflow, options: ForEachOptions = {}): ForEachNode {
  checkOptionNames(options, ['item', 'output', 'concurrency', 'onError'], 'forEach');
  return forEachDefinition(workflow, options);
}

/** What {@link forEach} and the kind `for-each` make. */
export function forEachDefinition(
  workflow: Workflow,
  options: ForEachOptions,
  settings: PortMap = {},
): ForEachNode {
  const { item = 'item', output, concurrency = 4, onError = 'stop' } = options;
  const declared = workflow.inputs.map(({ name }) => name);
  const outputs = workflow.outputs.map(({ name }) => name);
  if (!declared.includes(item)) throw unknown('input', item, declared, workflow);
  if (output !== undefined && !outputs.includes(output)) {
    throw unknown('output', output, outputs, workflow);
  }
  checkNumber(concurrency);
  checkOnError(onError);
  const shared = workflow.inputs.filter(({ name }) => name !== item && name !== 'index');
  const takesIndex = item !== 'index' && declared.includes('index');
  return conductedWorkflow({
    type: 'for-each',
    description: 'Runs a workflow for each item of a list.',
    workflow,
    inputs: {
      ...Object.fromEntries(shared.map(({ name, port: own }) => [name, own])),
      items: itemsPort('The items.'),
    },
    outputs: {
      results: typed<readonly unknown[]>(
        { type: 'array' },
        'What comes of each item, in the order of the items.',
      ),
      errors: typed<readonly ItemError[]>(ERRORS, 'What failed, with onError: "collect".'),
    },
    settings,
    conduct: (activate, { id, workflow: outer }) => {
      const site = { id, workflow: outer };
      return (inputs, context) => {
        const { items, ...common } = inputs as Readonly<Record<string, unknown>>;
        const runs = new ItemRuns({
          limit: concurrency,
          onError,
          site,
          signal: context.signal,
          run: (value, index, signal) =>
            activate({ ...common, ...(takesIndex && { index }), [item]: value }, context, {
              label: String(index),
              signal,
            }),
          resultOf: (given) => (output === undefined ? given : (given[output] ?? null)),
        });
        return runs.through(itemsAt('items', items, site, context));
      };
    },
  });
}

const ERRORS = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      index: { type: 'integer' },
      code: { type: 'string' },
      message: { type: 'string' },
    },
    required: ['index', 'code', 'message'],
  },
} as const;

/** The most items at once: each holds an activation of the workflow. */
const MOST_AT_ONCE = 1_000;

function checkNumber(concurrency: unknown): void {
  const isFit = Number.isInteger(concurrency) && (concurrency as number) >= 1;
  if (isFit && (concurrency as number) <= MOST_AT_ONCE) return;
  throw new RuntimeError('CONFIG_INVALID', 'The "concurrency" of a for-each is no such number.', {
    hint: `Give an integer from 1 to ${String(MOST_AT_ONCE)}.`,
    where: { port: 'concurrency' },
  });
}

function checkOnError(onError: unknown): void {
  if (ON_ERROR.some((known) => known === onError)) return;
  throw new RuntimeError(
    'CONFIG_INVALID',
    `The "onError" of a for-each is ${describeValue(onError)}.`,
    { hint: `Give ${quoteList(ON_ERROR, 'or')}.`, where: { port: 'onError' } },
  );
}

function unknown(
  what: string,
  name: string,
  names: readonly string[],
  workflow: Workflow,
): RuntimeError {
  return new RuntimeError(
    'CONFIG_INVALID',
    `The workflow "${workflow.name}" of a for-each declares no ${what} "${name}".`,
    {
      hint:
        names.length === 0
          ? `Declare it: workflow(name, { ${what}s: { ${name}: port() } }).`
          : `It declares ${quoteList(names)}; name one by "${what === 'input' ? 'item' : 'output'}".`,
    },
  );
}
