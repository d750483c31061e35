import {
  type NodeDefinition,
  ownValue,
  type Port,
  type ResolvedWorkflow,
  type SecretValue,
  takesTemplates,
  type Workflow,
  type WorkflowInput,
} from '@tenon/core';
import { secretsIn } from './secrets/secrets-in.js';
import type { NumberedText } from './templates/level-texts.js';
import { textsIn } from './templates/map-texts.js';
import { isFlaw, mentionsTemplate, parseTemplate } from './templates/parse-template.js';
import {
  keyOf,
  type Reference,
  referencesOf,
  type Template,
  type TemplateFlaw,
  wholeReference,
} from './templates/template.js';

/** A configured value of a node. */
export interface ConfigPlace {
  readonly node: string;
  /** The input or setting. */
  readonly name: string;
  readonly port: Port;
}

/** A configured value that holds templates. */
export interface TemplatedValue extends ConfigPlace {
  readonly value: unknown;
  /** What each text in the value that holds a template was read as. */
  readonly templates: ReadonlyMap<string, Template>;
  /** References that are a whole text, and keep their value as it is. */
  readonly wholes: ReadonlySet<Reference>;
  /** Where the value is a text: its number among {@link Survey.texts}; otherwise -1. */
  readonly text: number;
  /** Whether its port says what it must be. */
  readonly isJudged: boolean;
  /** Its references and where they stand in the value. */
  readonly references: readonly { readonly reference: Reference; readonly place: () => Place }[];
}

/** The way into a configured value, its name first. */
type Place = readonly (string | number)[];

/** A text that cannot be read. */
export interface BrokenTemplate extends ConfigPlace {
  readonly text: string;
  readonly flaw: TemplateFlaw;
  readonly place: Place;
}

/** A node that needs a secret. */
export interface SecretUse {
  readonly name: string;
  readonly isOptional: boolean;
  readonly node: string;
  /** The input or setting whose template asks for it; `undefined` where the node type declares it. */
  readonly port: string | undefined;
}

/** An input of a node. */
export interface InputPlace {
  readonly node: string;
  readonly name: string;
  readonly port: Port;
}

/**
 * What parameters, templates and secrets have to know of one workflow. Made once for each workflow and runtime; what a
 * workflow does not use is not made.
 */
export class Survey {
  readonly resolved: ResolvedWorkflow;
  readonly templated: TemplatedValue[] = [];
  readonly broken: BrokenTemplate[] = [];
  readonly secretUses: SecretUse[] = [];
  /** Secrets that its author put into configuration as they are. */
  readonly ownSecrets: SecretValue[] = [];
  /** By node: the names that its templates use. */
  readonly templateNames = new Map<string, Set<string>>();
  /** Configured values that are texts with templates, and what these refer to: each once, however many nodes have it. */
  readonly texts: NumberedText[] = [];
  readonly references: Reference[] = [];
  /** The names that templates of any node use. */
  readonly allTemplateNames = new Set<string>();
  /** The workflow inside each sub-workflow node. */
  readonly inner = new Map<string, Workflow>();
  /** What each text was read as: texts that are alike share their template. */
  readonly #parsed = new Map<string, Template | TemplateFlaw>();
  readonly #textNumbers = new Map<string, number>();
  readonly #referenceNumbers = new Map<string, number>();
  #inputs: Map<string, InputPlace[]> | undefined;
  #targets: Map<string, Map<string, string>> | undefined;
  #declared: Map<string, WorkflowInput> | undefined;
  #places: Map<string, readonly InputPlace[]> | undefined;
  #connected: Map<string, Set<string>> | undefined;
  #names: Set<string> | undefined;

  constructor(resolved: ResolvedWorkflow) {
    this.resolved = resolved;
    for (const [id, definition, config] of nodesOf(resolved)) this.#look(id, definition, config);
  }

  get workflow(): Workflow {
    return this.resolved.workflow;
  }

  /** The definition of a node; `undefined` where there is no such node, or its kind is unknown. */
  definitionOf(node: string): NodeDefinition | undefined {
    const index = this.resolved.topology.indexOf.get(node);
    return index === undefined ? undefined : this.resolved.definitions[index];
  }

  hasNode(node: string): boolean {
    return this.resolved.topology.indexOf.has(node);
  }

  /** The inputs of nodes by name. */
  get inputs(): ReadonlyMap<string, readonly InputPlace[]> {
    if (this.#inputs !== undefined) return this.#inputs;
    const inputs = new Map<string, InputPlace[]>();
    for (const [node, { inputs: ports }] of nodesOf(this.resolved)) {
      for (const [name, port] of ports) {
        const places = inputs.get(name);
        if (places === undefined) inputs.set(name, [{ node, name, port }]);
        else places.push({ node, name, port });
      }
    }
    this.#inputs = inputs;
    return inputs;
  }

  /** The workflow's own inputs by name. */
  get declared(): ReadonlyMap<string, WorkflowInput> {
    this.#declared ??= new Map(this.workflow.inputs.map((input) => [input.name, input]));
    return this.#declared;
  }

  /** The inputs that a declared input of the workflow goes to. The same list each time. */
  placesOf({ name, to }: WorkflowInput): readonly InputPlace[] {
    this.#places ??= new Map();
    let places = this.#places.get(name);
    if (places === undefined) {
      places = to.flatMap(({ node, input }) => {
        const port = this.definitionOf(node)?.inputs.get(input);
        return port === undefined ? [] : [{ node, name: input, port }];
      });
      this.#places.set(name, places);
    }
    return places;
  }

  /** Every name that a workflow-level parameter may have. */
  get names(): ReadonlySet<string> {
    this.#names ??= new Set([
      ...this.declared.keys(),
      ...this.inputs.keys(),
      ...this.allTemplateNames,
    ]);
    return this.#names;
  }

  /** The declared input of the workflow that goes to an input of a node. */
  declaredFor(node: string, input: string): string | undefined {
    if (this.#targets === undefined) {
      this.#targets = new Map();
      for (const { name, to } of this.workflow.inputs) {
        for (const target of to) {
          const names = this.#targets.get(target.node);
          if (names === undefined) this.#targets.set(target.node, new Map([[target.input, name]]));
          else names.set(target.input, name);
        }
      }
    }
    return this.#targets.get(node)?.get(input);
  }

  /** Configured values without templates, but for those that a port takes as they stand. */
  *constants(): Generator<ConfigPlace & { readonly value: unknown }> {
    const templated = new Map<string, Set<string>>();
    for (const { node, name } of [...this.templated, ...this.broken]) {
      templated.set(node, (templated.get(node) ?? new Set()).add(name));
    }
    for (const [node, definition, config] of nodesOf(this.resolved)) {
      for (const { name, port } of configuredPorts(definition, config)) {
        if (templated.get(node)?.has(name) === true) continue;
        yield { node, name, port, value: ownValue(config, name) };
      }
    }
  }

  /** What is configured for a name, as it stands there. */
  configured(node: string, name: string): unknown {
    const index = this.resolved.topology.indexOf.get(node);
    const config: unknown = index === undefined ? undefined : this.workflow.nodes[index]?.config;
    return ownValue(Object(config) as object, name);
  }

  /** Whether a connection or a back edge leads into an input. */
  isConnected(node: string, input: string): boolean {
    if (this.#connected === undefined) {
      this.#connected = new Map();
      const back = this.workflow.loops.flatMap((loop) => loop.back);
      for (const { to, input: name } of [...this.workflow.connections, ...back]) {
        const names = this.#connected.get(to);
        if (names === undefined) this.#connected.set(to, new Set([name]));
        else names.add(name);
      }
    }
    return this.#connected.get(node)?.has(input) === true;
  }

  #look(node: string, definition: NodeDefinition, config: Config): void {
    for (const { name, optional } of definition.secrets.values()) {
      this.secretUses.push({ name, isOptional: optional, node, port: undefined });
    }
    this.ownSecrets.push(...secretsIn([config]));
    if (definition.body.kind === 'workflow') this.inner.set(node, definition.body.workflow);
    for (const { name, port } of configuredPorts(definition, config)) {
      this.#read({ node, name, port }, ownValue(config, name));
    }
  }

  #read(at: ConfigPlace, value: unknown): void {
    let templates: Map<string, Template> | undefined;
    const references: TemplatedValue['references'][number][] = [];
    for (const { text, place: inside } of textsIn(value)) {
      if (!mentionsTemplate(text)) continue;
      const place = () => [at.name, ...inside()];
      const parsed = this.#parse(text);
      if (isFlaw(parsed)) {
        this.broken.push({ ...at, text, flaw: parsed, place: place() });
        continue;
      }
      templates ??= new Map();
      templates.set(text, parsed);
      for (const reference of referencesOf(parsed)) {
        references.push({ reference, place });
        this.#note(at, reference);
      }
    }
    if (templates === undefined) return;
    const wholes = new Set([...templates.values()].flatMap((one) => wholeReference(one) ?? []));
    const whole = typeof value === 'string' ? templates.get(value) : undefined;
    const text = whole === undefined ? -1 : this.#numberOf(value as string, whole);
    const isJudged = at.port.schema !== undefined || at.port.isMany;
    const { node, name, port } = at;
    this.templated.push({
      node,
      name,
      port,
      value,
      text,
      isJudged,
      templates,
      wholes,
      references,
    });
  }

  #numberOf(text: string, template: Template): number {
    return numberIn(this.#textNumbers, text, () => {
      this.texts.push(
        template.map((part) => (typeof part === 'string' ? part : this.#referenceNumber(part))),
      );
    });
  }

  #referenceNumber(reference: Reference): number {
    const key = JSON.stringify([keyOf(reference), reference.fallback]);
    return numberIn(this.#referenceNumbers, key, () => this.references.push(reference));
  }

  #parse(text: string): Template | TemplateFlaw {
    let parsed = this.#parsed.get(text);
    if (parsed === undefined) {
      parsed = parseTemplate(text);
      this.#parsed.set(text, parsed);
    }
    return parsed;
  }

  #note({ node, name: port }: ConfigPlace, { scheme, name, fallback }: Reference): void {
    if (scheme === 'secret') {
      this.secretUses.push({ name, isOptional: fallback !== undefined, node, port });
    } else if (scheme === undefined) {
      this.allTemplateNames.add(name);
      const names = this.templateNames.get(node);
      if (names === undefined) this.templateNames.set(node, new Set([name]));
      else names.add(name);
    }
  }
}

/** The number of a key, which is the next where it is new: what it stands for is then added. */
function numberIn(numbers: Map<string, number>, key: string, add: () => void): number {
  let number = numbers.get(key);
  if (number === undefined) {
    number = numbers.size;
    numbers.set(key, number);
    add();
  }
  return number;
}

type Config = Readonly<Record<string, unknown>>;

/** What a node configures, but for what a port takes as it stands. */
function* configuredPorts(
  definition: NodeDefinition,
  config: Config,
): Generator<{ readonly name: string; readonly port: Port }> {
  for (const name of Object.keys(config)) {
    const port = definition.inputs.get(name) ?? definition.settings.get(name);
    if (port !== undefined && takesTemplates(definition, name)) yield { name, port };
  }
}

/** The nodes that have a definition and an id of their own: of the others verification tells. */
function* nodesOf({
  workflow,
  definitions,
  topology,
}: ResolvedWorkflow): Generator<readonly [id: string, definition: NodeDefinition, config: Config]> {
  for (const [index, { id, config }] of workflow.nodes.entries()) {
    const definition = definitions[index];
    if (definition === undefined || topology.indexOf.get(id) !== index) continue;
    yield [id, definition, Object(config) as Config];
  }
}
