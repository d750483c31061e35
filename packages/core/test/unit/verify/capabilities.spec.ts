import { expect } from 'chai';
import { kind, workflow } from '#core/workflow/builder.js';
import { defineNode } from '#core/workflow/node.js';
import { port } from '#core/workflow/port.js';
import { subWorkflow } from '#core/workflow/sub-workflow.js';
import type { Workflow } from '#core/workflow/workflow.js';
import { findings, only, TYPES, verified } from './support.js';

const LOOP = { back: [{ from: 'a', output: 'value', to: 'a', input: 'value' }] };
const SCHEMA = { type: 'number' } as const;

/** Workflows by what they need; each needs nothing else. */
const NEEDY: readonly (readonly [capability: string, what: string, flow: Workflow])[] = [
  ['cycles', 'a loop', build((flow) => flow.loop('l', LOOP))],
  ['conditional', 'a switch', build((flow) => flow.add('c', TYPES.choose))],
  ['parameters', 'a template', build((flow) => flow.add('t', kind('step'), { value: '${n}' }))],
  [
    'parameters',
    'a secret',
    build((flow) =>
      flow.add('t', defineNode({ type: 't', secrets: { key: 'KEY' }, run: () => ({}) })),
    ),
  ],
  ...(['inputs', 'outputs', 'settings'] as const).map(
    (side) =>
      [
        'validation',
        `a schema among the ${side}`,
        build((flow) =>
          flow.add(
            't',
            defineNode({
              type: 't',
              [side]: { n: port(SCHEMA).optional() },
              run: () => ({}) as never,
            }),
          ),
        ),
      ] as const,
  ),
  [
    'validation',
    'a contract',
    build((flow) =>
      flow.wire({ from: 's', output: 'value', to: 'a', input: 'value', contract: 'amount' }),
    ),
  ],
  [
    'validation',
    "a schema of the workflow's input",
    workflow('w', { inputs: { n: port(SCHEMA) } }).build(),
  ],
];

function build(add: (flow: ReturnType<typeof workflow>) => unknown): Workflow {
  const flow = workflow('w');
  flow.add('s', kind('source'));
  flow.add('a', kind('step'));
  add(flow);
  return flow.build();
}

describe('plugins', () => {
  it('are missing in no workflow that needs none', () => {
    expect(
      verified(
        build(() => undefined),
        { provided: new Set() },
      ),
    ).to.deep.equal([]);
  });

  for (const [capability, what, flow] of NEEDY) {
    it(`that provide "${capability}" are needed by ${what}`, () => {
      const issue = only(verified(flow, { provided: new Set() }));
      expect(issue.code).to.equal('PLUGIN_MISSING');
      expect(issue.message).to.include(`No plugin of this runtime provides "${capability}"`);
      expect(issue.hint).to.match(new RegExp(`^Install "@tenon/plugin-${capability}"\\.`));
      expect(verified(flow, { provided: new Set([capability]) })).to.deep.equal([]);
    });
  }

  it('are not needed by text that only looks like a template, and the hint says how to write it', () => {
    const hintOf = (add: (flow: ReturnType<typeof workflow>) => unknown) =>
      only(verified(build(add), { provided: new Set() })).hint;
    const secret = defineNode({ type: 't', secrets: { key: 'KEY' }, run: () => ({}) });
    const script = defineNode({ type: 's', inputs: { code: port<string>() }, run: () => ({}) });
    const raw = defineNode({ type: 'r', inputs: { code: port<string>().raw() }, run: () => ({}) });
    const install = 'Install "@tenon/plugin-parameters".';
    const text = `${install} Where "\${" is meant to be text, declare the port raw().`;
    expect(hintOf((flow) => flow.add('x', script, { code: 'f() ${' }))).to.equal(text);
    expect(hintOf((flow) => flow.add('x', secret))).to.equal(install);
    const mixed = (flow: ReturnType<typeof workflow>) => {
      flow.add('x', secret);
      flow.add('y', script, { code: '${a}' });
    };
    expect(hintOf(mixed)).to.equal(text);
    const plain = build((flow) => flow.add('x', raw, { code: 'f() ${' }));
    expect(verified(plain, { provided: new Set() })).to.deep.equal([]);
  });

  it('are needed by contracts of back edges too', () => {
    const [edge] = LOOP.back;
    if (edge === undefined) throw new Error('no edge');
    const flow = build((f) => f.loop('l', { back: [{ ...edge, contract: 'amount' }] }));
    const issue = only(verified(flow, { provided: new Set(['cycles']) }));
    expect(issue.message).to.include('back edge "a.value → a.value" (a contract)');
    expect(issue.where.loop).to.equal('l');
  });

  it('are one finding each, which names the first places and counts the rest', () => {
    const flow = build((f) => {
      for (let i = 0; i < 10; i++) f.add(`choose${i}`, TYPES.choose);
      f.loop('l', LOOP);
    });
    const issues = verified(flow, { provided: new Set() });
    expect(issues).to.have.length(2);
    expect(issues[1]?.message).to.equal(
      'No plugin of this runtime provides "conditional", which is needed by node "choose0" (exclusive output ports), node "choose1" (exclusive output ports), node "choose2" (exclusive output ports), and 7 more.',
    );
    expect(issues[1]?.where).to.deep.equal({ workflow: 'w', node: 'choose0' });
  });

  it('are needed for what stands inside sub-workflows', () => {
    const flow = workflow('outer');
    flow.add('inside', subWorkflow(build((f) => f.loop('l', LOOP))));
    const issue = only(verified(flow.build(), { provided: new Set() }));
    expect(issue.where).to.deep.equal({ workflow: 'w', within: ['inside'], loop: 'l' });
  });

  it('are needed by what a definition requires, beside and after all others', () => {
    const node = {
      ...defineNode({ type: 't', secrets: { key: 'KEY' }, run: () => ({}) }),
      requires: new Map([['resources', 'its resources "db"']]),
    };
    const flow = build((f) => {
      f.add('one', node);
      f.add('two', node);
    });
    const of = (...provided: string[]) => verified(flow, { provided: new Set(provided) });
    expect(of().map(({ code }) => code)).to.deep.equal(['PLUGIN_MISSING', 'PLUGIN_MISSING']);
    const issue = only(of('parameters', 'validation', 'cycles', 'conditional'));
    expect(issue.message).to.equal(
      'No plugin of this runtime provides "resources", which is needed by node "one" (its resources "db"), node "two" (its resources "db").',
    );
    expect(issue.hint).to.equal('Install "@tenon/plugin-resources".');
    expect(of('parameters', 'resources')).to.deep.equal([]);
  });

  it('are named by capability where no package is known', () => {
    const flow = build((f) => f.loop('l', LOOP));
    const options = { provided: new Set<string>(), installationOf: () => undefined };
    expect(only(verified(flow, options)).hint).to.include('provides: ["cycles"]');
  });

  it('do not hide other findings', () => {
    const flow = build((f) => {
      f.loop('l', LOOP);
      f.add('b', kind('stepp'));
    });
    const issues = verified(flow, { provided: new Set() });
    expect(issues).to.have.length(2);
    expect(findings('UNKNOWN_KIND', issues)).to.have.length(1);
  });
});
