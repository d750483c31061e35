import {
  defineNode,
  describeValue,
  issueError,
  issueWarning,
  type Node,
  port,
  subWorkflow,
  workflow,
} from '@tenon/core';
import { aRuntime, aWorkflow, only, pass, spied, value } from '@tenon/testing';
import { expect } from 'chai';
import { parameters, tapping } from '../support/plugins.js';

describe('admission', () => {
  it('refuses once for what verification, the run and plugins find together', async () => {
    const { node, calls } = spied();
    const finds = tapping('finds', (hooks) => {
      hooks.verify.tap('finds', (issues) => [
        ...issues,
        issueError('CONFIG_INVALID', 'found in the workflow'),
      ]);
      hooks.admit.tap('finds', (issues) => [
        ...issues,
        issueWarning('ID_TWINS', 'a warning'),
        issueError('INPUT_REQUIRED', 'found in the run'),
      ]);
    });
    const { runtime } = aRuntime({ plugins: [finds] });
    const flow = aWorkflow().node('a', node).node('b', pass).build();
    const { status, issues, error } = await runtime.start(flow, { parameters: { x: 1 } }).result;
    expect(status).to.equal('refused');
    expect(issues.map(({ code, message }) => [code, message.split(',')[0]])).to.deep.equal([
      ['CONFIG_INVALID', 'found in the workflow'],
      ['INPUT_REQUIRED', 'Input "value" of node "b" is required'],
      ['PLUGIN_MISSING', 'The run of workflow "test" was given parameters'],
      ['ID_TWINS', 'a warning'],
      ['INPUT_REQUIRED', 'found in the run'],
    ]);
    expect([error?.code, error?.message]).to.deep.equal([
      'CONFIG_INVALID',
      'found in the workflow (and 3 more, see "issues")',
    ]);
    expect(calls).to.have.length(0);
  });

  it('lets a run go on for warnings, which its result tells', async () => {
    const finds = tapping('finds', (hooks) => {
      hooks.admit.tapPromise('finds', async (issues) => {
        await Promise.resolve();
        return [...issues, issueWarning('ID_TWINS', 'a warning')];
      });
    });
    const { status, issues } = await aRuntime({ plugins: [finds] }).runtime.start(only(value(1)))
      .result;
    expect([status, issues.map(({ message }) => message)]).to.deep.equal([
      'completed',
      ['a warning'],
    ]);
  });

  it('lets a plugin take findings away, for a run or for the workflow', async () => {
    const lenient = tapping('lenient', (hooks) => {
      hooks.verify.tap('lenient', () => []);
    });
    const flow = aWorkflow().node('Twin', value(1)).node('twin', value(1)).build();
    expect(aRuntime().runtime.verify(flow)).to.have.length(1);
    expect(aRuntime({ plugins: [lenient] }).runtime.verify(flow)).to.have.length(0);
  });

  it('lets a plugin review everything that was found, of a run and of `verify`', async () => {
    const finds = tapping('finds', (hooks) => {
      hooks.verify.tap('finds', (issues) => [...issues, issueError('CONFIG_INVALID', 'wrong')]);
      hooks.admit.tap('finds', (issues) => [...issues, issueWarning('ID_TWINS', 'twins')]);
    });
    const seen: string[][] = [];
    const reviews = tapping('reviews', (hooks) => {
      hooks.review.tap('reviews', (issues, { workflow: flow }) => {
        seen.push([flow.name, ...issues.map(({ message }) => message)]);
        return issues
          .filter(({ code }) => code !== 'ID_TWINS')
          .map((issue) => ({ ...issue, severity: 'info' as const }));
      });
    });
    const { runtime } = aRuntime({ plugins: [reviews, finds] });
    const flow = only(value(1));
    expect(runtime.verify(flow).map(({ severity }) => severity)).to.deep.equal(['info']);
    const { status, issues } = await runtime.start(flow).result;
    expect([status, issues.map(({ severity }) => severity)]).to.deep.equal(['completed', ['info']]);
    expect(seen).to.deep.equal([
      ['test', 'wrong'],
      ['test', 'wrong', 'twins'],
    ]);
  });

  it('keeps what it cannot do without, whatever a review answers', async () => {
    const softens = tapping('softens', (hooks) => {
      hooks.review.tap('softens', (issues) =>
        issues.map((issue) => ({ ...issue, severity: 'warning' as const })),
      );
    });
    const drops = tapping('drops', (hooks) => {
      hooks.review.tap('drops', () => []);
    });
    const flow = aWorkflow().node('a', pass).edge('nobody.value', 'a.value').build();
    for (const plugin of [softens, drops]) {
      const { runtime } = aRuntime({ plugins: [plugin] });
      expect(runtime.verify(flow).map(({ code, severity }) => [code, severity])).to.deep.equal([
        ['UNKNOWN_NODE', 'error'],
      ]);
      expect((await runtime.start(flow).result).status).to.equal('refused');
    }
  });

  it('verifies a workflow once for each runtime, and each run for what it supplies', async () => {
    let verified = 0;
    const counts = tapping('counts', (hooks) => {
      hooks.verify.tap('counts', () => void verified++);
    });
    const { runtime } = aRuntime({ plugins: [counts, parameters()] });
    const flow = only(pass);
    for (let i = 0; i < 3; i++) {
      const good = await runtime.start(flow, { parameters: { only: { value: i } } }).result;
      expect(good.status).to.equal('completed');
      expect((await runtime.start(flow).result).status).to.equal('refused');
    }
    expect(verified).to.equal(1);
  });

  it('never drops parameters in silence: nobody takes them, the run is refused', async () => {
    const { runtime } = aRuntime();
    for (const given of [{ x: 1 }, 'text', 0, [1]]) {
      const { status, error } = await runtime.start(only(value(1)), { parameters: given }).result;
      expect([status, error?.code], describeValue(given)).to.deep.equal([
        'refused',
        'PLUGIN_MISSING',
      ]);
      expect(error?.hint).to.include('@tenon/plugin-parameters');
    }
    for (const given of [undefined, null, {}]) {
      expect((await runtime.start(only(value(1)), { parameters: given }).result).status).to.equal(
        'completed',
      );
    }
  });

  it('names the package for each capability that a workflow needs and no plugin provides', () => {
    const template = aWorkflow()
      .node('a', spied().node as Node, { value: '${name}' })
      .build();
    const secret = only(defineNode({ type: 'x', secrets: { key: 'MAIL_KEY' }, run: () => ({}) }));
    const schema = only(
      defineNode({ type: 'x', outputs: { n: port({ type: 'number' }) }, run: () => ({ n: 1 }) }),
    );
    const contract = workflow('contract');
    const a = contract.add('a', value(1));
    const b = contract.add('b', pass);
    contract.connect(a.out.value, b.in.value, { contract: { source: { type: 'number' } } });
    const loop = workflow('loop');
    const c = loop.add('c', spied().node);
    loop.loop('again', { back: [[c.output('value'), c.input('value')]] });
    const routed = only(
      defineNode({
        type: 'x',
        outputs: { left: port() },
        routes: { ports: ['left'], multiple: false },
        run: () => ({ left: 1 }),
      }),
    );
    const { runtime } = aRuntime();
    for (const [flow, name] of [
      [template, 'parameters'],
      [secret, 'parameters'],
      [schema, 'validation'],
      [contract.build(), 'validation'],
      [loop.build(), 'cycles'],
      [routed, 'conditional'],
    ] as const) {
      for (const needs of [flow, only(subWorkflow(flow))]) {
        const [issue, ...others] = runtime.verify(needs);
        expect([issue?.code, others], name).to.deep.equal(['PLUGIN_MISSING', []]);
        expect(issue?.hint).to.include(
          `Install "@tenon/plugin-${name}" and add ${name}() to the plugins of createRuntime.`,
        );
      }
    }
  });
});
