import { InputHandle, kind, OutputHandle, port, subWorkflow, workflow } from '@tenon/core';
import { parseWorkflow } from '@tenon/workflow-file';
import { expect } from 'chai';
import { told } from '../support/findings.js';
import { plain } from '../support/plain.js';
import { PRICING } from '../support/pricing.js';

/** What the document says, said by the builder. */
function built() {
  const inner = workflow('check', {
    inputs: { total: port(), rate: port().optional() },
  });
  const only = inner.add('only', kind('pass'));
  inner.input('total').to(only.input('value'));
  inner.input('rate').to(only.input('rate'));
  const check = inner.build();

  const flow = workflow('pricing', {
    inputs: { path: port(), rate: port({ type: 'number' }).default(0.1) },
    outputs: { total: port(), lines: port().optional() },
  });
  flow.describe({ owner: 'sales' });
  flow.add('read', kind('read-order'));
  flow.add('tier', kind('switch-on'), {
    cases: { gold: 'value > 1000', silver: 'value > 100' },
    otherwise: 'standard',
  });
  flow.add(
    'bonus',
    kind('add-bonus'),
    { note: 'for ${who}', tags: ['a', 1, true, null] },
    { join: 'any', timeoutMs: 500 },
  );
  flow.add('my.node', kind('constant'));
  flow.add('check', subWorkflow(check));
  flow.add('again', subWorkflow(check, { type: 'check-again' }), { rate: 2 });
  flow.wire({ from: 'read', output: 'order.total', to: 'tier', input: 'value' });
  flow.wire({ from: 'tier', output: 'gold', to: 'bonus', input: 'amount' });
  flow.wire({
    from: 'my.node',
    output: { port: 'a -> b', path: ['x y', 0] },
    to: 'bonus',
    input: 'note',
  });
  const total = { from: 'bonus', output: 'total', input: 'total' };
  flow.wire({ ...total, to: 'check', contract: 'positive' });
  const contract = { source: { type: 'number' }, policies: ['sql'] };
  flow.wire({ ...total, to: 'again', contract });
  flow.loop('refine', {
    back: [{ from: 'bonus', output: 'total', to: 'tier', input: 'value' }],
    until: 'bonus.total > 1',
    maxIterations: 3,
    timeoutMs: 1000,
    maxHeapBytes: 1_000_000,
    onLimit: 'accept',
    history: 2,
  });
  flow.loop('other', { back: [], while: 'iteration < 3' });
  flow.input('path').to(new InputHandle('read', 'path'));
  flow.input('rate').to(new InputHandle('bonus', 'rate'), new InputHandle('check', 'rate'));
  flow.output('total', new OutputHandle('bonus', 'total', []));
  flow.output('lines', new OutputHandle('read', 'order', ['lines', 0]));
  return flow.build();
}

describe('parseWorkflow', () => {
  it('reads everything that the builder can say', () => {
    const { workflow: read, issues, schema, format } = parseWorkflow(PRICING);
    expect(issues.map(told)).to.deep.equal([]);
    expect(read && plain(read)).to.deep.equal(plain(built()));
    expect(schema).to.equal('./tenon.schema.json');
    expect(format).to.equal('yaml');
  });

  it('makes a sub-workflow that is named twice once', () => {
    const { workflow: read } = parseWorkflow(PRICING);
    const [check, again] = (read?.nodes ?? []).slice(-2).map(({ node }) => node);
    expect('body' in Object(check) && 'body' in Object(again)).to.equal(true);
    const flows = [check, again].map((node) => {
      const { body } = node as { body: { workflow: unknown } };
      return body.workflow;
    });
    expect(flows[0]).to.equal(flows[1]);
  });

  it('gives a workflow that is deeply frozen', () => {
    const { workflow: read } = parseWorkflow(PRICING);
    for (const part of [read, read?.metadata, read?.nodes[2]?.config['tags']]) {
      expect(part).to.be.frozen;
    }
  });

  it('takes JSON, which is YAML, and JSON as JSON', () => {
    const text = JSON.stringify({
      tenon: 1,
      $schema: 'tenon.schema.json',
      name: 'small',
      nodes: { a: { kind: 'x', config: { deep: [{ b: 1.5 }] } } },
    });
    for (const given of [text, `\uFEFF${text}`, JSON.stringify(JSON.parse(text), null, '\t')]) {
      const asYaml = parseWorkflow(given);
      const asJson = parseWorkflow(given, { file: 'small.JSON' });
      for (const { workflow: read, issues, schema } of [asYaml, asJson]) {
        expect(issues).to.deep.equal([]);
        expect(schema).to.equal('tenon.schema.json');
        expect(read?.nodes[0]?.config).to.deep.equal({ deep: [{ b: 1.5 }] });
      }
      expect([asYaml.format, asJson.format]).to.deep.equal(['yaml', 'json']);
    }
  });

  it('takes lines that end as on Windows, and a byte order mark', () => {
    const windows = `\uFEFF${PRICING.replaceAll('\n', '\r\n')}`;
    const { workflow: read, schema } = parseWorkflow(windows);
    expect(read && plain(read)).to.deep.equal(plain(built()));
    expect(schema).to.equal('./tenon.schema.json');
  });

  it('takes workflows for the files that nodes name', () => {
    const inner = workflow('inner').build();
    const text = 'tenon: 1\nname: outer\nnodes: { a: { file: parts/inner.yaml } }\n';
    const { workflow: read } = parseWorkflow(text, {
      files: new Map([['parts/inner.yaml', inner]]),
    });
    expect(read?.nodes[0]?.node).to.deep.include({ type: 'inner' });
    expect(parseWorkflow(text).issues.map(told)).to.deep.equal([
      '3:21 FILE_REFERENCE Node "a" is the workflow of the file "parts/inner.yaml", which was not given.',
    ]);
  });

  it('takes names for texts whatever they look like', () => {
    const text = `
tenon: 1
name: "1"
nodes:
  true: { kind: a }
  1.0: { kind: b }
  null: { kind: c }
  ~: { kind: d }
  0x1F: { kind: e }
  2001-01-01: { kind: f }
  __proto__: { kind: constructor, config: { __proto__: { polluted: 1 }, constructor: 2 } }
`;
    const { workflow: read } = parseWorkflow(text);
    const ids = ['true', '1.0', 'null', '~', '0x1F', '2001-01-01', '__proto__'];
    expect(read?.nodes.map(({ id }) => id)).to.deep.equal(ids);
    const config = read?.nodes.at(-1)?.config;
    expect(Object.keys(config ?? {})).to.deep.equal(['__proto__', 'constructor']);
    expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
    expect(Object.getPrototypeOf(config)).to.equal(Object.prototype);
  });

  it('repeats what an alias stands for', () => {
    const text = `
tenon: 1
name: aliases
nodes:
  a: { kind: x, config: &shared { list: &list [1, 2] } }
  b: { kind: x, config: *shared }
  c: { kind: x, config: { list: *list } }
`;
    const { workflow: read } = parseWorkflow(text);
    for (const { config } of read?.nodes ?? []) expect(config).to.deep.equal({ list: [1, 2] });
  });

  it('refuses options that there are not, and what is no text', () => {
    for (const call of [
      () => parseWorkflow('', { flie: 'x' } as never),
      () => parseWorkflow(undefined as never),
      () => parseWorkflow('', { limits: { depth: 1000 } }),
      () => parseWorkflow('', { limits: { bytes: 0 } }),
      () => parseWorkflow('', { limits: { nodes: Number.NaN } }),
      () => parseWorkflow('', { limits: { byte: 1 } as never }),
    ]) {
      expect(call).to.throw().with.property('code', 'OPTION_INVALID');
    }
  });
});
