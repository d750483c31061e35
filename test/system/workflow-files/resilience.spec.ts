import { join } from 'node:path';
import {
  defineNode,
  type Issue,
  NodeType,
  NodeTypes,
  port,
  type RuntimeOptions,
} from '@tenon/core';
import { resilience } from '@tenon/plugin-resilience';
import { aRuntime, VirtualClock } from '@tenon/testing';
import {
  formatWorkflow,
  loadWorkflow,
  parseWorkflow,
  workflowFileSchema,
} from '@tenon/workflow-file';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { parse } from 'yaml';
import { ROOT, textOf } from '../support/repository.js';

const FILE = 'packages/plugin-resilience/test/support/orders.yaml';

/** Fails with a code of its own, at all calls. */
function stock(code: string) {
  const seen = { calls: 0 };
  const node = defineNode({
    type: 'ask-stock',
    outputs: { count: port<number>() },
    run: () => {
      seen.calls++;
      throw Object.assign(new Error('no'), { code });
    },
  });
  const configure: NonNullable<RuntimeOptions['configure']> = ({ bind }) => {
    bind(NodeType).toConstantValue(node);
  };
  return { seen, configure };
}

describe('a workflow file that states policies', () => {
  it('is run by them', async () => {
    for (const [code, calls, ms] of [
      ['ECONNRESET', 4, 1200],
      ['EOTHER', 1, 0],
    ] as const) {
      const { seen, configure } = stock(code);
      const clock = new VirtualClock();
      const { runtime } = aRuntime({ clock, plugins: [resilience()], configure });
      const { workflow } = await loadWorkflow(join(ROOT, FILE));
      const { status, results } = await clock.until(runtime.start(workflow).result);
      expect([status, results['stock'], seen.calls, clock.now()]).to.deep.equal([
        'completed',
        { count: 0 },
        calls,
        ms,
      ]);
    }
  });

  it('is written and read again as the same', async () => {
    const { workflow } = await loadWorkflow(join(ROOT, FILE));
    const again = parseWorkflow(formatWorkflow(workflow)).workflow;
    expect(again?.plugins).to.deep.equal(workflow.plugins);
    expect(again?.nodes[0]?.plugins).to.deep.equal(workflow.nodes[0]?.plugins);
  });

  it('is told where it states what cannot be meant', () => {
    const { runtime } = aRuntime({ plugins: [resilience()], configure: stock('').configure });
    const text = textOf(FILE).replace('attempts: 4', 'attempts: 0');
    const { workflow, locate } = parseWorkflow(text, { file: 'orders.yaml' });
    if (workflow === undefined) throw new Error('not read');
    const [issue] = runtime.verify(workflow).map(locate) as [Issue];
    expect([issue.code, issue.where.line, issue.where.column]).to.deep.equal([
      'RESILIENCE_INVALID',
      12,
      7,
    ]);
  });

  it('holds under the schema that the runtime makes for editors, and only where it is right', () => {
    const { runtime } = aRuntime({ plugins: [resilience()], configure: stock('').configure });
    const { plugins } = runtime.describe();
    const schema = workflowFileSchema(runtime.services.get(NodeTypes).all, { plugins });
    const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
    ajv.addKeyword('enumDescriptions');
    const holds = ajv.compile(schema);
    const text = textOf(FILE);
    expect(holds(parse(text)), JSON.stringify(holds.errors)).to.equal(true);
    for (const [right, wrong] of [
      ['attempts: 4', 'attempts: 0'],
      ['timeoutMs: 10000', 'timeoutMs: 0'],
      ['backoff: linear', 'backoff: quadratic'],
      ['breaker:', 'braker:'],
    ] as const) {
      expect(holds(parse(text.replace(right, wrong))), wrong).to.equal(false);
    }
  });
});
