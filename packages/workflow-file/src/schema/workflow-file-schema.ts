import { type JsonSchema, type NodeType, type PluginDescription, quoteList } from '@tenon/core';
import { FORMAT_VERSION } from '../read/read-document.js';
import { Definitions, type Made, refTo } from './definitions.js';
import { kindConfig } from './kind-config.js';
import { PARTS } from './parts.js';
import { statementsSchema } from './statements-schema.js';

/** What {@link workflowFileSchema} may be told. */
export interface SchemaOptions {
  /** The `$id` of the schema. */
  readonly id?: string;
  /** The plugins of the runtime, which say what may be stated for them: `runtime.describe().plugins`. */
  readonly plugins?: Iterable<Pick<PluginDescription, 'name' | 'accepts'>>;
}

/**
 * The JSON Schema of workflow files for the node types that are installed: editors complete kinds, configuration, ports
 * and cases by it. It is a help and no judge: what it takes may still be wrong, what it refuses is.
 *
 * It is one of draft 7, the newest that the YAML extension of VS Code, JetBrains' editors and others read in full;
 * schemas of ports that are of a later draft are translated.
 *
 * @example
 * const { plugins } = runtime.describe();
 * const schema = workflowFileSchema(runtime.services.get(NodeTypes).all, { plugins });
 * await writeFile('tenon.schema.json', JSON.stringify(schema, undefined, 2));
 */
export function workflowFileSchema(
  types: Iterable<NodeType>,
  { id, plugins = [] }: SchemaOptions = {},
): JsonSchema {
  const definitions = new Definitions();
  for (const [name, part] of PARTS) definitions.set(name, part);
  const installed = [...plugins];
  definitions.set('plugins-node', statementsSchema(installed, 'node', definitions));
  definitions.set('plugins-workflow', statementsSchema(installed, 'workflow', definitions));
  definitions.set('node', nodeSchema([...types], definitions));
  definitions.set('workflow', {
    type: 'object',
    properties: WORKFLOW,
    additionalProperties: false,
  });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...(id !== undefined && { $id: id }),
    title: 'Tenon workflow',
    type: 'object',
    properties: {
      tenon: { description: 'The version of the format.', const: FORMAT_VERSION },
      $schema: { description: 'The schema of this file, for editors.', type: 'string' },
      ...WORKFLOW,
      workflows: {
        description: 'Workflows that nodes of this file name by "workflow".',
        type: 'object',
        additionalProperties: refTo('workflow'),
      },
    },
    required: ['tenon', 'name'],
    additionalProperties: false,
    definitions: definitions.all,
  };
}

const WORKFLOW = {
  name: { description: 'The name of the workflow.', type: 'string', minLength: 1 },
  metadata: { description: 'Notes that mean nothing to the runtime.', type: 'object' },
  plugins: refTo('plugins-workflow'),
  inputs: {
    description: 'What a run gives the workflow, by name.',
    type: 'object',
    additionalProperties: refTo('input'),
  },
  outputs: {
    description: 'What a run answers, by name.',
    type: 'object',
    additionalProperties: refTo('output'),
  },
  nodes: {
    description: 'The nodes, by id.',
    type: 'object',
    additionalProperties: refTo('node'),
  },
  connections: {
    description: 'What flows where: node.output -> node.input.',
    type: 'array',
    items: refTo('connection'),
  },
  loops: {
    description: 'Connections that lead back, by the id of the loop.',
    type: 'object',
    additionalProperties: refTo('loop'),
  },
};

/** A node: of a kind, with what may be configured of it, or a sub-workflow. */
function nodeSchema(types: readonly NodeType[], definitions: Definitions): Made {
  const kinds = types.map(({ type }) => type);
  const notes = types.map(noteOn);
  return {
    type: 'object',
    properties: {
      kind: {
        description: 'The kind of node.',
        type: 'string',
        // Editors show the notes beside the kinds; to others the keywords mean nothing.
        ...(kinds.length > 0 && { enum: kinds, enumDescriptions: notes }),
      },
      workflow: {
        description: 'A workflow of this file, by its name under "workflows".',
        type: 'string',
      },
      file: {
        description: 'Another workflow file, by its path relative to this one.',
        type: 'string',
      },
      config: {
        description: 'Values of inputs and settings; texts may hold ${templates}.',
        type: 'object',
      },
      join: {
        description:
          'Whether the node waits for all its connections (default), or starts at the first live one.',
        enum: ['all', 'any'],
      },
      timeoutMs: { description: 'Time limit of each visit in milliseconds.', type: 'number' },
      plugins: refTo('plugins-node'),
      type: {
        description: 'What a sub-workflow is called in messages.',
        type: 'string',
        minLength: 1,
      },
    },
    additionalProperties: false,
    oneOf: [{ required: ['kind'] }, { required: ['workflow'] }, { required: ['file'] }],
    dependencies: { type: { not: { required: ['kind'] } } },
    ...(types.length > 0 && { allOf: types.map((type) => kindRule(type, definitions)) }),
  };
}

/** What holds of nodes of one kind. */
function kindRule(type: NodeType, definitions: Definitions): Made {
  const { schema, isRequired } = kindConfig(type, definitions);
  const name = definitions.nameFor('config', type.type);
  definitions.set(name, schema);
  return {
    if: { properties: { kind: { const: type.type } }, required: ['kind'] },
    then: { properties: { config: refTo(name) }, ...(isRequired && { required: ['config'] }) },
  };
}

/** What an editor shows of a kind: what it does, and its ports. */
function noteOn(type: NodeType): string {
  const { description = '' } = type;
  if ('define' in type) return description;
  const inputs = [...type.inputs.keys()];
  const outputs = [...type.outputs.keys()];
  const ports = [
    inputs.length > 0 ? `Inputs: ${quoteList(inputs)}.` : '',
    outputs.length > 0 ? `Outputs: ${quoteList(outputs)}.` : '',
  ];
  return [description, ...ports].filter((part) => part !== '').join(' ');
}
