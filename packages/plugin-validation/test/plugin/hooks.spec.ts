import { type Issue, issueWarning, type Plugin } from '@tenon/core';
import { type CheckEvent, ValidationHooks, ValidationMetrics } from '@tenon/plugin-validation';
import { aWorkflow, only, pass, VirtualClock, value } from '@tenon/testing';
import { expect } from 'chai';
import { z } from 'zod';
import { giving, taking } from '../support/nodes.js';
import { outcome, run, withValidation } from '../support/runtime.js';

type Review = (issues: readonly Issue[]) => readonly Issue[] | undefined;

function reviewing(review: Review): Plugin {
  return {
    manifest: { name: 'reviewing', version: '1.0.0' },
    apply(_hooks, services) {
      services.get(ValidationHooks.id).issues.tap('reviewing', review);
    },
  };
}

const clash = aWorkflow()
  .node('from', giving({ type: 'string' }, 'x'))
  .node('to', taking({ type: 'integer' }))
  .edge('from', 'to.value')
  .build();

describe('ValidationHooks.issues', () => {
  it('drops, adds and regrades findings of every plugin, in verify and in runs', async () => {
    const late: Plugin = {
      manifest: { name: 'late', version: '1.0.0', stage: 700 },
      apply: (hooks) => {
        hooks.verify.tap('late', (issues) => [...issues, issueWarning('ID_TWINS', 'late')]);
      },
    };
    const plugins = [
      late,
      reviewing((issues) =>
        issues
          .filter(({ code }) => code !== 'ID_TWINS')
          .map((issue): Issue => ({ ...issue, severity: 'info' }))
          .concat(issueWarning('WORKFLOW_INVALID', 'added')),
      ),
    ];
    const seen = withValidation({ plugins }).runtime.verify(clash);
    expect(seen.map(({ code, severity }) => [code, severity])).to.deep.equal([
      ['TYPE_MISMATCH', 'info'],
      ['WORKFLOW_INVALID', 'warning'],
    ]);
    const { status, issues } = await run(clash, { plugins });
    expect([status, issues.length]).to.deep.equal(['completed', 2]);
  });

  it('cannot take away what the runtime cannot do without', async () => {
    const flow = aWorkflow().node('to', pass).edge('nobody', 'to.value').build();
    expect((await outcome(flow, { plugins: [reviewing(() => [])] })).slice(0, 2)).to.deep.equal([
      ...['refused', 'UNKNOWN_NODE'],
    ]);
  });

  it('is the fault of the tap where what it answers cannot be acted on', async () => {
    const answers: readonly unknown[] = [
      ...['x', [1], [null], [{ severity: 'error' }]],
      [{ ...issueWarning('ID_TWINS', 'm'), severity: 'fatal' }],
    ];
    for (const answer of answers) {
      const { error } = await run(clash, { plugins: [reviewing(() => answer as never)] });
      expect([error?.code, error?.where.plugin]).to.deep.equal(['HOOK_MISUSE', 'reviewing']);
    }
  });

  it('leaves everything as it is where nobody taps, or a tap says nothing', () => {
    const codes = (plugins: readonly Plugin[]) =>
      withValidation({ plugins })
        .runtime.verify(clash)
        .map(({ code }) => code);
    expect(codes([])).to.deep.equal(codes([reviewing(() => undefined)]));
  });

  it('whose tap throws refuses the run, naming the plugin', async () => {
    const throwing = reviewing(() => {
      throw new Error('broken');
    });
    const { status, error } = await run(clash, { plugins: [throwing] });
    expect([status, error?.code]).to.deep.equal(['refused', 'HOOK_FAILED']);
    expect(error?.message).to.include('reviewing');
  });

  it('may soften what cannot be checked: such a schema is then not asked', async () => {
    const soften = reviewing((issues) => issues.map((issue) => ({ ...issue, severity: 'info' })));
    const flow = only(taking({ type: 'nonsense' }), { value: 1 });
    expect(await outcome(flow, { mode: 'strict', plugins: [soften] })).to.deep.equal([
      ...['completed', undefined, []],
    ]);
  });
});

describe('ValidationHooks.checked', () => {
  function listening(events: CheckEvent[], fails = false): Plugin {
    return {
      manifest: { name: 'listening', version: '1.0.0' },
      apply(_hooks, services) {
        services.get(ValidationHooks.id).checked.tap('listening', (event) => {
          events.push(event);
          if (fails) throw new Error('broken');
        });
      },
    };
  }

  const flow = aWorkflow()
    .node('from', giving({ type: 'string' }, 'x'))
    .node('to', taking({ pattern: '^y' }))
    .node('free', value(1))
    .edge('from', 'to.value')
    .build();

  it('tells of each visit that checks something, with what did not fit', async () => {
    const events: CheckEvent[] = [];
    await run(flow, { plugins: [listening(events)] });
    expect(
      events.map(({ node, type, phase, checks, failures }) => [
        node,
        type,
        phase,
        checks,
        failures.length,
      ]),
    ).to.deep.equal([
      ['from', 'giving', 'outputs', 1, 0],
      ['to', 'taking', 'inputs', 1, 1],
    ]);
    expect(events[1]?.failures[0]?.code).to.equal('SCHEMA_VIOLATED');
    events.length = 0;
    expect((await run(flow, { mode: 'strict', plugins: [listening(events)] })).status).to.equal(
      'failed',
    );
    expect(events).to.have.length(2);
  });

  it('is isolated: a tap that throws is a warning', async () => {
    const { status, warnings } = await run(flow, { plugins: [listening([], true)] });
    expect([status, warnings.map(({ code }) => code)]).to.deep.equal([
      'completed',
      ['OBSERVER_FAILED', 'OBSERVER_FAILED', 'SCHEMA_VIOLATED'],
    ]);
  });

  it('tells how long it took, waiting included', async () => {
    const clock = new VirtualClock();
    const events: CheckEvent[] = [];
    const slow = z.string().refine(
      (text) =>
        new Promise<boolean>((resolve) => {
          clock.timer(250, () => resolve(text === 'x'));
        }),
    );
    const built = aWorkflow()
      .node('from', value('x'))
      .node('to', taking(slow))
      .edge('from', 'to.value')
      .build();
    const { runtime } = withValidation({ clock, plugins: [listening(events)] });
    const { result } = runtime.start(built);
    await clock.advance(250);
    expect((await result).status).to.equal('completed');
    expect(events.map(({ ms }) => ms)).to.deep.equal([250]);
    expect(runtime.services.get(ValidationMetrics).read().byType.get('taking')?.ms).to.equal(250);
  });
});

describe('the metrics', () => {
  const flow = aWorkflow()
    .node('good', value(1))
    .node('bad', value('x'))
    .node('a', taking({ type: 'integer' }))
    .node('b', taking({ type: 'integer' }))
    .edge('good', 'a.value')
    .edge('bad', 'b.value')
    .build();

  it('count checks and failures by code, category and type, for each runtime', async () => {
    const one = withValidation().runtime;
    const other = withValidation().runtime;
    const metrics = one.services.get(ValidationMetrics);
    for (let i = 0; i < 3; i++) await one.execute(flow);
    const reading = metrics.read();
    expect([reading.checks, reading.failures]).to.deep.equal([6, 3]);
    expect([...reading.byCode]).to.deep.equal([['TYPE_MISMATCH', 3]]);
    expect([...reading.byCategory]).to.deep.equal([['type', 3]]);
    expect([...reading.byType]).to.deep.equal([['taking', { checks: 6, failures: 3, ms: 0 }]]);
    expect(other.services.get(ValidationMetrics).read().checks).to.equal(0);
  });

  it('can be reset, and go on counting', async () => {
    const { runtime } = withValidation();
    const metrics = runtime.services.get(ValidationMetrics);
    await runtime.execute(flow);
    const before = metrics.read();
    metrics.reset();
    expect(metrics.read()).to.deep.include({ checks: 0, failures: 0 });
    expect([metrics.read().byCode.size, metrics.read().byType.size]).to.deep.equal([0, 0]);
    expect(before.checks).to.equal(2);
    await runtime.execute(flow);
    expect(metrics.read().checks).to.equal(2);
    expect(metrics.read().byType.get('taking')?.checks).to.equal(2);
  });

  it('measure time where they are asked to', async () => {
    const { runtime } = withValidation({ timing: true });
    await runtime.execute(flow);
    const { byType } = runtime.services.get(ValidationMetrics).read();
    expect(byType.get('taking')?.ms).to.be.greaterThan(0);
  });

  it('stay empty where nothing is checked', async () => {
    const { runtime } = withValidation({ mode: 'off' });
    await runtime.execute(flow);
    expect(runtime.services.get(ValidationMetrics).read()).to.deep.include({
      checks: 0,
      failures: 0,
    });
  });
});
