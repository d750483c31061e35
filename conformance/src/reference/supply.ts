import type { CaseGraph, Json, JsonObject } from '../case.js';
import type { Given } from './given.js';
import type { Node } from './model.js';
import { LITERAL_MEMBERS, resolved } from './templates.js';
import { coerced } from './types.js';
import { Undecided } from './undecided.js';

/** What nodes get apart from what edges bring: the same in every visit of a run. */
export class Supply {
  /** By node and input: the declared workflow inputs that lead there. */
  readonly #declared = new Map<string, string[]>();

  constructor(
    readonly graph: CaseGraph,
    readonly given: Given,
    readonly isCoercing = false,
  ) {
    for (const { name, to } of graph.inputs ?? []) {
      for (const { node, input } of to) {
        const target = JSON.stringify([node, input]);
        this.#declared.set(target, [...(this.#declared.get(target) ?? []), name]);
      }
    }
  }

  /** A parameter addressed to an input. */
  addressed(node: Node, input: string): Json | undefined {
    return this.#fitted(node, input, this.given.addressed.get(node.id)?.get(input));
  }

  /** A workflow-level value: along declared workflow inputs, or of the input's name where none is declared so. */
  general(node: Node, input: string): Json | undefined {
    const names = this.#declared.get(JSON.stringify([node.id, input])) ?? [];
    const isDeclared = this.graph.inputs?.some(({ name }) => name === input) === true;
    const found = [
      ...names.map((name) => this.#valueOf(name)),
      ...(isDeclared ? [] : [this.given.values.get(input)]),
    ].filter((value) => value !== undefined);
    if (found.length > 1) throw new Undecided('Which of two workflow-level values an input gets.');
    const value = this.#fitted(node, input, found[0]);
    const isDefault = names.some((name) => !this.given.values.has(name));
    if (value !== found[0] && isDefault) {
      throw new Undecided('Whether the default of a workflow input is coerced.');
    }
    return value;
  }

  /** The configuration of a node with its templates resolved. Throws `TemplateError`. */
  config({ id, stated }: Node): JsonObject {
    const own = this.given.addressed.get(id);
    const lookup = (name: string) => (own?.has(name) ? own.get(name) : this.#valueOf(name));
    const members = Object.entries(stated.config ?? {}).map(([name, value]): [string, Json] => [
      name,
      LITERAL_MEMBERS.has(name) ? value : resolved(value, lookup),
    ]);
    return Object.fromEntries(members);
  }

  /** What the configuration gives an input. */
  configured(node: Node, input: string): Json | undefined {
    const config = this.config(node);
    return Object.hasOwn(config, input) ? this.#fitted(node, input, config[input]) : undefined;
  }

  /** A workflow-level value as given, or the default of the workflow input of that name. */
  #valueOf(name: string): Json | undefined {
    if (this.given.values.has(name)) return this.given.values.get(name);
    return this.graph.inputs?.find((input) => input.name === name)?.default;
  }

  #fitted(node: Node, input: string, value: Json | undefined): Json | undefined {
    const type = node.kind.inputs.get(input)?.type;
    if (!this.isCoercing || type === undefined || value === undefined) return value;
    return coerced(type, value);
  }
}
