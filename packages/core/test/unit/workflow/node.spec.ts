import { expect } from 'chai';
import { RuntimeError } from '#core/errors/runtime-error.js';
import { workflow } from '#core/workflow/builder.js';
import { defineNode, isNodeDefinition } from '#core/workflow/node.js';
import { port } from '#core/workflow/port.js';
import { Routed } from '#core/workflow/routed.js';
import { subWorkflow } from '#core/workflow/sub-workflow.js';

describe('a node definition', () => {
  it('states its ports, settings, routes, secrets and what does the work', () => {
    const run = () => ({ yes: 1 });
    const node = defineNode({
      type: 'choose',
      description: 'Chooses.',
      inputs: { value: port<number>() },
      settings: { limit: port<number>().default(10) },
      outputs: { yes: port<number>().optional(), no: port<number>().optional() },
      routes: { ports: ['yes', 'no'], multiple: false },
      secrets: { key: 'KEY', other: { name: 'OTHER', optional: true }, third: { name: 'THIRD' } },
      timeoutMs: 50,
      run,
    });
    expect(node).to.include({ type: 'choose', description: 'Chooses.', timeoutMs: 50 });
    expect([...node.inputs.keys(), ...node.settings.keys()]).to.deep.equal(['value', 'limit']);
    expect(node.routes).to.deep.equal({ ports: ['yes', 'no'], multiple: false });
    expect([...node.secrets]).to.deep.equal([
      ['key', { name: 'KEY', optional: false }],
      ['other', { name: 'OTHER', optional: true }],
      ['third', { name: 'THIRD', optional: false }],
    ]);
    expect(node.body).to.deep.equal({ kind: 'function', run });
    for (const part of [node, node.routes, node.body, node.secrets.get('key')]) {
      expect(part).to.be.frozen;
    }
  });

  it('may state how data says it, and has nothing of the kind otherwise', () => {
    const run = () => ({});
    const config = { ways: ['a'], when: run };
    const node = defineNode({ type: 'route', form: { kind: 'a-route', config }, run });
    config.ways.push('b');
    expect(node.form).to.deep.equal({ kind: 'a-route', config: { ways: ['a'], when: run } });
    expect(node.form?.config['ways']).to.be.frozen;
    expect(defineNode({ type: 'route', run })).not.to.have.property('form');
  });

  it('may name a handler in the container instead of a function', () => {
    class Handler {
      run() {
        return {};
      }
    }
    expect(defineNode({ type: 'h', handler: Handler }).body).to.deep.equal({
      kind: 'handler',
      service: Handler,
    });
  });

  it('may be made a function of when a plan is compiled', () => {
    const compile = () => () => ({});
    const { body } = defineNode({ type: 'c', compile });
    expect(body).to.deep.equal({ kind: 'compiled', compile });
    expect(body).to.be.frozen;
  });

  it('that contradicts itself is refused', () => {
    const run = () => ({});
    const refusals = [
      () => defineNode({ type: '', run }),
      () => defineNode({ type: undefined as never, run }),
      () => defineNode({ type: 't', run: undefined as never }),
      () => defineNode({ type: 't', compile: 7 as never }),
      () => defineNode({ type: 't', inputs: { '': port() }, run }),
      () => defineNode({ type: 't', inputs: { x: 5 as never }, run }),
      () => defineNode({ type: 't', outputs: { x: null as never }, run: () => ({}) as never }),
      () => defineNode({ type: 't', inputs: { x: port() }, settings: { x: port() }, run }),
      () => defineNode({ type: 't', routes: { ports: ['x'], multiple: false }, run }),
    ];
    for (const refused of refusals) {
      expect(refused)
        .to.throw()
        .that.satisfies((e: unknown) => RuntimeError.is(e, 'WORKFLOW_INVALID'));
    }
  });

  it('is told apart from anything else', () => {
    expect(isNodeDefinition(defineNode({ type: 't', run: () => ({}) }))).to.equal(true);
    for (const other of [undefined, null, {}, { type: 't', inputs: {}, outputs: {}, body: {} }]) {
      expect(isNodeDefinition(other)).to.equal(false);
    }
  });
});

describe('routed outputs', () => {
  it('are recognised by their brand', () => {
    const routed = new Routed({ yes: 1 }, ['yes'], { condition: 'x > 1' });
    expect(routed).to.deep.include({ outputs: { yes: 1 }, taken: ['yes'] });
    expect(Routed.is(routed)).to.equal(true);
    expect(Routed.is({ outputs: {}, taken: [] })).to.equal(false);
    expect(Routed.is(null)).to.equal(false);
  });
});

describe('a sub-workflow', () => {
  it('is a node whose ports are what the workflow declares', () => {
    const inner = workflow('inner', {
      inputs: { x: port<number>().default(1) },
      outputs: { y: port<string>() },
    }).build();
    const node = subWorkflow(inner, { timeoutMs: 5 });
    expect(node).to.include({ type: 'inner', timeoutMs: 5 });
    expect(node.inputs.get('x')).to.equal(inner.inputs[0]?.port);
    expect(node.outputs.get('y')).to.equal(inner.outputs[0]?.port);
    expect(node.body).to.deep.equal({ kind: 'workflow', workflow: inner });
    expect(subWorkflow(inner, { type: 'named' }).type).to.equal('named');
  });
});
