import { expect } from 'chai';
import fc from 'fast-check';
import { missingInnerInputs, missingInputs, missingWorkflowInputs } from '#core/verify/required.js';
import { kind, workflow } from '#core/workflow/builder.js';
import { defineNode } from '#core/workflow/node.js';
import { port } from '#core/workflow/port.js';
import { subWorkflow } from '#core/workflow/sub-workflow.js';
import type { Workflow } from '#core/workflow/workflow.js';
import { only, resolved } from './support.js';

const never = () => false;

function missing(flow: Workflow, isSupplied: (node: string, input: string) => boolean = never) {
  return missingInputs(resolved(flow), isSupplied).map(
    ({ where }) => `${where.node ?? ''}.${where.port ?? ''}`,
  );
}

describe('a required input', () => {
  it('is missing where nothing gives it a value', () => {
    const flow = workflow('w');
    flow.add('a', kind('pass'));
    const issue = only(missingInputs(resolved(flow.build()), never));
    expect(issue).to.include({ code: 'INPUT_REQUIRED', severity: 'error', category: 'missing' });
    expect(issue.message).to.equal(
      'Input "value" of node "a" is required, and nothing gives it a value.',
    );
    expect(issue.where).to.deep.equal({ workflow: 'w', node: 'a', port: 'value' });
  });

  it('is fed by a connection, configuration or the run', () => {
    const flow = workflow('w');
    flow.add('s', kind('source'));
    flow.add('connected', kind('pass'));
    flow.add('configured', kind('pass'), { value: null });
    flow.add('supplied', kind('pass'));
    flow.add('undefined', kind('pass'), { value: undefined });
    flow.wire({ from: 's', output: 'value', to: 'connected', input: 'value' });
    expect(missing(flow.build(), (node, input) => node === 'supplied' && input === 'value')) //
      .to.deep.equal(['undefined.value']);
  });

  it('is not fed by an own property of the prototype of configuration', () => {
    const odd = defineNode({
      type: 'odd',
      inputs: { constructor: port<number>(), toString: port<number>() },
      run: () => ({}),
    });
    const flow = workflow('w');
    flow.add('a', odd);
    expect(missing(flow.build())).to.deep.equal(['a.constructor', 'a.toString']);
  });

  it('that takes many needs a connection or a value all the same', () => {
    const flow = workflow('w');
    flow.add('a', kind('join'));
    expect(missing(flow.build())).to.deep.equal(['a.values']);
  });

  it('fed by back edges alone needs a first value', () => {
    const flow = workflow('w');
    flow.add('a', kind('pass'));
    flow.add('b', kind('pass'), { value: 1 });
    for (const id of ['a', 'b']) {
      flow.loop(id, { back: [{ from: id, output: 'value', to: id, input: 'value' }] });
    }
    expect(missing(flow.build())).to.deep.equal(['a.value']);
  });

  it("is fed by the workflow's own input where that is sure to have a value", () => {
    const flow = workflow('w', {
      inputs: {
        required: port<number>(),
        preset: port<number>().default(1),
        perhaps: port<number>().optional(),
      },
    });
    for (const name of ['required', 'preset', 'perhaps'] as const) {
      flow.input(name).to(flow.add(name, kind('pass')).input('value'));
    }
    expect(missing(flow.build())).to.deep.equal(['perhaps.value']);
  });

  it('is not asked of nodes that are unknown or declared twice, nor where its source is unknown', () => {
    const flow = workflow('w');
    flow.add('unheard-of', kind('unheard-of'));
    flow.add('a', kind('pass'), { value: 1 });
    flow.add('a', kind('pass'));
    flow.add('b', kind('pass'));
    flow.wire({ from: 'ghost', output: 'value', to: 'b', input: 'value' });
    expect(missing(flow.build())).to.deep.equal([]);
  });

  it('is missing exactly where no place supplies it', () => {
    const places = ['plain', 'back', 'config', 'run', 'workflow'] as const;
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(fc.constantFrom(...places)), { maxLength: 8 }), (all) => {
        const flow = workflow('w', { inputs: { given: port<number>() } });
        flow.add('source', kind('source'));
        const back: { from: string; output: string; to: string; input: string }[] = [];
        all.forEach((supplies, i) => {
          const id = `n${i}`;
          const node = flow.add(id, kind('pass'), supplies.includes('config') ? { value: 1 } : {});
          const wire = { from: 'source', output: 'value', to: id, input: 'value' };
          if (supplies.includes('plain')) flow.wire(wire);
          if (supplies.includes('back')) back.push({ ...wire, from: id });
          if (supplies.includes('workflow')) flow.input('given').to(node.input('value'));
        });
        flow.loop('loop', { back });
        const isSupplied = (node: string) => all[Number(node.slice(1))]?.includes('run') === true;
        const expected = all.flatMap((supplies, i) =>
          supplies.every((place) => place === 'back') ? [`n${i}.value`] : [],
        );
        expect(missing(flow.build(), isSupplied)).to.deep.equal(expected);
      }),
    );
  });
});

describe('a required input of the workflow itself', () => {
  it('is missing where the run does not give it', () => {
    const flow = workflow('w', {
      inputs: { a: port<number>(), b: port<number>(), c: port<number>().optional() },
    }).build();
    const issue = only(missingWorkflowInputs(resolved(flow), (name) => name === 'b'));
    expect(issue.code).to.equal('INPUT_REQUIRED');
    expect(issue.where).to.deep.equal({ workflow: 'w', port: 'a' });
  });
});

describe('required inputs inside sub-workflows', () => {
  const inner = workflow('inner', { inputs: { x: port<number>().optional() } });
  inner.input('x').to(inner.add('fed', kind('pass')).input('value'));
  inner.add('open', kind('pass'));
  const node = subWorkflow(inner.build());

  function missingInside(
    flow: Workflow,
    supplied: Record<string, (node: string) => boolean> = {},
  ): string[] {
    return missingInnerInputs(resolved(flow), {
      resolve: resolved,
      suppliedWithin: (within) => supplied[within.join('/')],
    }).map(({ where }) => [...(where.within ?? []), where.node ?? ''].join('/'));
  }

  it('are found once for each workflow, at the first place', () => {
    const flow = workflow('outer');
    for (const id of ['a', 'b']) flow.add(id, node);
    expect(missingInside(flow.build())).to.deep.equal(['a/open']);
  });

  it('count what the run supplies at each place', () => {
    const flow = workflow('outer');
    for (const id of ['a', 'b', 'c']) flow.add(id, node);
    const built = flow.build();
    const open = (id: string) => id === 'open';
    expect(missingInside(built, { a: open })).to.deep.equal(['b/open']);
    expect(missingInside(built, { a: open, b: open, c: open })).to.deep.equal([]);
    expect(missingInside(built, { b: never })).to.deep.equal(['a/open', 'b/open']);
  });

  it('are found at any depth, with the path', () => {
    const middle = workflow('middle');
    middle.add('m', node);
    const flow = workflow('outer');
    flow.add('a', subWorkflow(middle.build()));
    const issues = missingInnerInputs(resolved(flow.build()), {
      resolve: resolved,
      suppliedWithin: () => undefined,
    });
    const issue = only(issues);
    expect(issue.where).to.deep.equal({
      workflow: 'inner',
      within: ['a', 'm'],
      node: 'open',
      port: 'value',
    });
    expect(issue.message).to.include('(Inside "a" › "m".)');
  });
});
