import {
  type JsonSchema,
  type NodeDefinition,
  type PluginStatements,
  type Workflow,
  workflow,
} from '@tenon/core';
import { aRuntime, value } from '@tenon/testing';
import {
  formatWorkflow,
  parseWorkflow,
  type WorkflowFileError,
  workflowFileSchema,
} from '@tenon/workflow-file';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { parse } from 'yaml';
import { told } from '../support/findings.js';

const TEXT = `tenon: 1
name: outer
plugins:
  cache: { ages: [1, 2], __proto__: own }
nodes:
  one:
    kind: value
    plugins:
      cache: { ages: [3] }
  sub: { workflow: inner }
workflows:
  inner:
    plugins:
      cache: off
    nodes:
      two:
        kind: value
`;

const stated = (statements: object) => statements as PluginStatements;

function read(text: string): Workflow {
  const { workflow: made, issues } = parseWorkflow(text);
  expect(issues.map(told)).to.deep.equal([]);
  return made as Workflow;
}

describe('what a file states for plugins', () => {
  it('is in the workflow and in its nodes, also inside sub-workflows', () => {
    const made = read(TEXT);
    expect(JSON.stringify(made.plugins)).to.equal('{"cache":{"ages":[1,2],"__proto__":"own"}}');
    expect(made.nodes[0]?.plugins).to.deep.equal({ cache: { ages: [3] } });
    const sub = made.nodes[1]?.node as NodeDefinition;
    const inner = (sub.body as { readonly workflow: Workflow }).workflow;
    expect(inner.plugins).to.deep.equal({ cache: 'off' });
    expect(inner.nodes[0]).to.not.have.property('plugins');
  });

  it('is written and read again, in both notations', () => {
    for (const format of ['yaml', 'json'] as const) {
      const text = formatWorkflow(read(TEXT), { format });
      const again = read(text);
      expect(again.plugins).to.deep.equal(read(TEXT).plugins);
      expect(again.nodes[0]?.plugins).to.deep.equal({ cache: { ages: [3] } });
      expect(formatWorkflow(again, { format })).to.equal(text);
    }
  });

  it('is an object', () => {
    const issues = [
      parseWorkflow('tenon: 1\nname: a\nplugins: 7\n'),
      parseWorkflow('tenon: 1\nname: a\nnodes:\n  one: { kind: value, plugins: [] }\n'),
    ].flatMap((parsed) => parsed.issues.map(told));
    expect(issues).to.have.length(2);
    for (const text of issues) expect(text).to.include('FILE_VALUE_INVALID');
  });

  it('cannot be written where it is no data', () => {
    const flow = workflow('flow');
    flow.plugins(stated({ cache: { key: () => 'k' } }));
    flow.add('one', value(1), {}, { plugins: stated({ cache: () => 'k' }) });
    try {
      formatWorkflow(flow.build());
      expect.fail('it was written');
    } catch (error) {
      const { issues } = error as WorkflowFileError;
      expect(issues.map(({ message }) => message)).to.deep.equal([
        'What workflow "flow" states for plugins, at "cache.key", is function key.',
        'What node "one" states for plugins, at "cache", is function cache.',
      ]);
    }
  });

  it('is left out where it says nothing', () => {
    const flow = workflow('flow');
    flow.plugins({});
    flow.add('one', value(1), {}, { plugins: {} });
    expect(formatWorkflow(flow.build())).to.not.include('plugins');
  });

  it('has a line and a column where it is refused', () => {
    const parsed = parseWorkflow(TEXT, { file: 'flow.yaml' });
    const issues = aRuntime()
      .runtime.verify(parsed.workflow as Workflow)
      .filter(({ code }) => code === 'PLUGIN_MISSING')
      .map(parsed.locate);
    expect(issues.map(({ where }) => [where.line, where.column])).to.deep.equal([[4, 3]]);
    const node = parseWorkflow(
      TEXT.replace('plugins:\n  cache: { ages: [1, 2], __proto__: own }\n', ''),
      {
        file: 'flow.yaml',
      },
    );
    const [issue] = aRuntime()
      .runtime.verify(node.workflow as Workflow)
      .filter(({ code }) => code === 'PLUGIN_MISSING')
      .map(node.locate);
    expect([issue?.where.line, issue?.where.column]).to.deep.equal([7, 7]);
  });

  it('is in the schema as the plugins say', () => {
    const ages: JsonSchema = {
      type: 'object',
      properties: { ages: { type: 'array', items: { type: 'integer' } } },
    };
    const plugins = [
      { name: 'cache', accepts: { node: ages, workflow: { enum: ['off', 'on'] } } },
      { name: 'silent' },
      { name: 'whole', accepts: { workflow: ages } },
    ];
    const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
    ajv.addKeyword('enumDescriptions');
    const validate = ajv.compile(workflowFileSchema([], { plugins }));
    const holds = (text: string) => validate(parse(`tenon: 1\nname: a\n${text}\n`));
    const node = (text: string) => holds(`nodes: { one: { kind: k, plugins: ${text} } }`);
    expect(holds('plugins: { cache: off, whole: { ages: [1] }, silent: 7 }')).to.equal(true);
    expect(holds('plugins: { cache: { ages: [1] } }')).to.equal(false);
    expect(holds('plugins: 7')).to.equal(false);
    expect(node('{ cache: { ages: [1] } }')).to.equal(true);
    expect(node('{ cache: { ages: [a] } }')).to.equal(false);
    expect(node('{ cache: { ages: "${a}" } }')).to.equal(false);
  });
});
