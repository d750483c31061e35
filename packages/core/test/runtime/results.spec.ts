import { inspect } from 'node:util';
import { type Node, port, type RunResult, workflow } from '@tenon/core';
import { add, aRuntime, aWorkflow, failing, pass, spied, value } from '@tenon/testing';
import { expect } from 'chai';

/** The result of a run in which "a" gave 1, "b" failed, and "c" waited for it. */
function failed(): Promise<RunResult> {
  const flow = aWorkflow()
    .node('a', value(1))
    .node('b', failing(new Error('no')))
    .node('c', pass)
    .edge('b', 'c.value')
    .build();
  return aRuntime().runtime.start(flow).result;
}

describe('the result of a run', () => {
  it('has the outputs of every node by id, and of a handle by its type', async () => {
    const flow = workflow('sums');
    const two = flow.add('two', value(2));
    const sum = flow.add('sum', add, { b: 3 });
    flow.connect(two.out.value, sum.in.a);
    const { runtime } = aRuntime();
    const result = await runtime.execute(flow.build());
    expect({ ...result.results }).to.deep.equal({ two: { value: 2 }, sum: { value: 5 } });
    const typed: number | undefined = result.of(sum)?.value;
    expect(typed).to.equal(5);
    expect(result.workflow).to.equal('sums');
    expect([result.error, result.failures, result.issues, result.warnings]).to.deep.equal([
      undefined,
      [],
      [],
      [],
    ]);
  });

  it('has outcomes in plan order and by id', async () => {
    const flow = aWorkflow()
      .node('c', pass)
      .node('a', value(1))
      .node('b', pass)
      .edge('a', 'b.value')
      .edge('b', 'c.value')
      .build();
    const { outcomes } = await aRuntime().runtime.execute(flow);
    expect(Array.from(outcomes, ({ node }) => node)).to.deep.equal(['a', 'b', 'c']);
    expect(outcomes.size).to.equal(3);
    expect(outcomes.get('b')).to.deep.include({
      node: 'b',
      status: 'completed',
      outputs: { value: 1 },
      reason: undefined,
      error: undefined,
      iterations: 1,
      attempts: 1,
      startedAt: undefined,
      durationMs: undefined,
      nested: undefined,
    });
    expect(outcomes.get('d')).to.equal(undefined);
  });

  it('is made for people by JSON, and holds nothing that can be changed', async () => {
    const result = await failed();
    const error = {
      code: 'NODE_FAILED',
      message: 'Node "b" of workflow "test" failed: no',
      where: { workflow: 'test', node: 'b' },
    };
    expect(JSON.parse(JSON.stringify(result))).to.deep.equal({
      runId: 'run-1',
      workflow: 'test',
      status: 'failed',
      error,
      failures: [error],
      issues: [],
      outputs: {},
      results: { a: { value: 1 }, c: null },
      outcomes: [
        { node: 'a', status: 'completed' },
        { node: 'b', status: 'failed', code: 'NODE_FAILED' },
        { node: 'c', status: 'skipped', reason: 'upstreamFailed' },
      ],
      loops: {},
      warnings: [],
    });
    expect(Object.isFrozen(result.results)).to.equal(true);
    expect(Object.isFrozen(result.outcomes.get('a'))).to.equal(true);
    expect(Object.isFrozen(result.warnings)).to.equal(true);
  });

  it('has in its JSON all that refused a run, with what would fix it', async () => {
    const flow = aWorkflow().node('first', add).edge('frist', 'first.a').build();
    const result = await aRuntime().runtime.start(flow).result;
    const json = JSON.parse(JSON.stringify(result)) as RunResult;
    expect(result.error?.hint).to.equal('Did you mean "first"?');
    expect(json.error).to.deep.equal({
      code: result.error?.code,
      message: result.error?.message,
      hint: result.error?.hint,
      where: result.error?.where,
    });
    expect(json.issues).to.have.lengthOf.at.least(2);
    expect(json.issues).to.deep.equal(result.issues);
  });

  it('shows on a console what is in it, and leaves out what is empty', async () => {
    const result = await failed();
    const text = inspect(result, { depth: 4 });
    expect(text).to.match(/^RunResult \{\n/);
    expect(text).to.include("status: 'failed'").and.include('value: 1').and.include('Node "b"');
    expect(text).not.to.match(/issues|warnings|outputs|loops/);
    expect(inspect([result], { depth: 0 })).to.equal('[ [RunResult] ]');
    expect(inspect({ a: [result] }, { depth: 2 })).to.include('RunResult {');
  });

  it('works with ids that every object has members of', async () => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then'];
    const flow = workflow('names');
    for (const [i, name] of names.entries()) {
      const node = flow.add(name, value(i));
      const next = flow.add(`after ${name}`, pass);
      flow.connect(node.out.value, next.in.value);
    }
    const result = await aRuntime().runtime.execute(flow.build(), { timing: true });
    for (const [i, name] of names.entries()) {
      expect(Object.hasOwn(result.results, name), name).to.equal(true);
      expect(result.results[name], name).to.deep.equal({ value: i });
      expect(result.results[`after ${name}`]).to.deep.equal({ value: i });
      expect(result.outcomes.get(name)?.status).to.equal('completed');
      expect(result.why(name)?.text).to.equal(`"${name}" completed.`);
    }
    expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
  });

  it('works with ports that every object has members of, and takes own properties only', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'];
    const ports = new Map(names.map((name) => [name, port().optional()]));
    const source = spied();
    const emit = (keys: readonly string[]): Node => ({
      ...(source.node as Node),
      outputs: ports,
      body: {
        kind: 'function',
        run: () => Object.fromEntries(keys.map((key) => [key, `value of ${key}`])) as never,
      },
    });
    const sink = spied();
    const taking: Node = { ...(sink.node as Node), inputs: ports };
    for (const keys of [names, []]) {
      const flow = aWorkflow().node('a', emit(keys)).node('b', taking);
      for (const name of names) flow.edge(`a.${name}`, `b.${name}`);
      await aRuntime().runtime.execute(flow.build());
      const inputs = sink.calls.at(-1)?.inputs ?? {};
      for (const name of names) {
        expect(Object.hasOwn(inputs, name), name).to.equal(keys.length > 0);
        if (keys.length > 0) {
          const own: unknown = Object.getOwnPropertyDescriptor(inputs, name)?.value;
          expect(own).to.equal(`value of ${name}`);
        }
      }
    }
  });
});
