import { type DryRun, type RunResult, RuntimeError } from '@tenon/core';
import { expect } from 'chai';
import { createColors } from 'picocolors';
import { EXIT } from '#cli/exit-codes.js';
import { flushed } from '#cli/io/process-io.js';
import { jsonText } from '#cli/json/json-text.js';
import { CliLogger } from '#cli/run/cli-logger.js';
import type { Finding } from '#cli/show/issue-text.js';
import { issueText, tally } from '#cli/show/issue-text.js';
import { nodeText } from '#cli/show/node-text.js';
import { outputsText } from '#cli/show/outputs-text.js';
import { planText } from '#cli/show/plan-text.js';
import { runText } from '#cli/show/run-text.js';
import { exitCodeOf, tellFailure } from '#cli/show/tell-failure.js';
import { Terminal } from '../support/terminal.js';

const palette = createColors(false);
const locate = <T extends Finding>(finding: T): T => finding;

describe('jsonText', () => {
  it('has text for what JSON has no word for', () => {
    const data = {
      big: 12n,
      nan: Number.NaN,
      fn: () => 1,
      map: new Map([['a', 1]]),
      set: new Set([1]),
    };
    expect(JSON.parse(jsonText(data))).to.deep.include({
      big: '12',
      nan: 'NaN',
      map: [['a', 1]],
      set: [1],
    });
    expect(jsonText(undefined)).to.equal('null');
  });

  it('describes what cannot be written at all', () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(JSON.parse(jsonText(circle))).to.be.a('string');
    const throwing = {
      toJSON: () => {
        throw new Error('no');
      },
    };
    expect(JSON.parse(jsonText(throwing))).to.be.a('string');
  });
});

describe('outputs', () => {
  it('read as text, or as JSON below their name', () => {
    expect(outputsText({}, palette)).to.equal(undefined);
    expect(outputsText({ a: 'x\ny\n', b: { c: [1] }, d: 'z' }, palette)).to.equal(
      'a:\n  x\n  y\nb:\n  {\n    "c": [\n      1\n    ]\n  }\nd: z',
    );
  });
});

describe('a finding', () => {
  it('has its place, code and hint, and is one of several', () => {
    const finding = {
      severity: 'error',
      code: 'X',
      message: 'It\nis wrong.',
      hint: 'Do\nit.',
      where: { file: '/a/b/flow.yaml', line: 3, column: 7 },
    } as const;
    expect(issueText(finding, palette, '/a')).to.equal(
      'b/flow.yaml:3:7: error X It\n    is wrong.\n    Do\n    it.',
    );
    expect(issueText(finding, palette, '/c')).to.match(/^\/a\/b\/flow\.yaml:3:7: /);
    expect(tally([{ severity: 'info' }, { severity: 'info' }, { severity: 'warning' }])).to.equal(
      '1 warning, 2 info',
    );
  });

  it('says what the command has for it, but where the hint says what was meant', () => {
    const text = (code: string, hint: string) =>
      issueText({ code, severity: 'error', message: 'No.', hint }, palette, '/');
    expect(text('PLUGIN_MISSING', 'Install it.')).to.include('Install it. Here: "--plugin NAME"');
    expect(text('UNKNOWN_KIND', 'Bind it.')).to.include('"tenon nodes" lists what there is.');
    expect(text('UNKNOWN_KIND', 'Did you mean "a"?')).to.match(/Did you mean "a"\?$/);
  });
});

describe('a failure', () => {
  it('ends with the code of its kind', () => {
    const codeOf = (code: 'USAGE_INVALID' | 'WORKFLOW_INVALID' | 'PLUGIN_FAILED') =>
      exitCodeOf(new RuntimeError(code, 'x'));
    expect(codeOf('USAGE_INVALID')).to.equal(EXIT.usage);
    expect(codeOf('WORKFLOW_INVALID')).to.equal(EXIT.refused);
    expect(codeOf('PLUGIN_FAILED')).to.equal(EXIT.setup);
    expect(exitCodeOf('x')).to.equal(EXIT.internal);
  });

  it('shows where it arose when it is a fault of the command, or somebody asks', async () => {
    const told = async (error: unknown, env = {}) => {
      const terminal = new Terminal({ env });
      tellFailure(error, terminal.io);
      await flushed(terminal.stderr);
      return terminal.err;
    };
    expect(await told(new TypeError('oops'))).to.match(/^error INTERNAL oops\n.*report it[^]*at /);
    const usual = new RuntimeError('USAGE_INVALID', 'wrong', { hint: 'right' });
    expect(await told(usual)).to.equal('error USAGE_INVALID wrong\n    right\n');
    expect(await told(usual, { TENON_DEBUG: '1' })).to.match(/ {4}at /);
  });
});

describe('the log of the command', () => {
  it('writes lines from a level on, with their details', () => {
    const lines: string[] = [];
    const log = new CliLogger('debug', palette, (line) => lines.push(line));
    log.debug('a', { b: 1 });
    log.info('c');
    log.warn('d\u001b');
    log.error('e');
    expect(lines).to.deep.equal(['debug a { b: 1 }', 'info c', 'warn d␛', 'error e']);
    const quiet = new CliLogger('error', palette, (line) => lines.push(line));
    for (const level of ['debug', 'info', 'warn'] as const) quiet[level]('x');
    expect(lines).to.have.lengthOf(4);
  });
});

describe('the page of a node type', () => {
  it('tells of types as schemas state them', () => {
    const properties = {
      one: { type: ['string', 'null'] },
      two: { enum: ['a', 1] },
      three: { oneOf: [{ type: 'number' }, {}] },
      four: {},
    };
    const text = nodeText({ kind: 'k', config: { properties, required: ['one'] } }, palette);
    expect(text).to.match(/one +string \| null +required/);
    expect(text).to.match(/two +"a" \| 1 +optional/);
    expect(text)
      .to.match(/three +number \| any/)
      .and.to.match(/four +any/);
    expect(nodeText({ kind: 'k', config: { type: 'object' } }, palette)).to.include(
      '"type": "object"',
    );
    const long = 'x'.repeat(99);
    const ports = [
      { name: 'a', presence: 'default', isMany: true, default: long, schema: {} },
    ] as const;
    expect(nodeText({ kind: 'k', inputs: ports }, palette)).to.match(/a +any, many +default "x+…/);
  });
});

/** A result as far as it is told of. */
function aResult(facts: object): RunResult {
  const bare = { status: 'completed', workflow: 'w', warnings: [], issues: [], failures: [] };
  return { ...bare, outcomes: [], loops: {}, ...facts } as unknown as RunResult;
}

describe('the sum of a run', () => {
  const options = { palette, cwd: '/', elapsedMs: 5, isVerbose: false, locate };

  it('tells of the first skipped nodes, of all where somebody asks, and not of what a failure kept back', () => {
    const outcomes = Array.from({ length: 10 }, (_, i) => ({
      node: `n${String(i)}`,
      status: 'skipped',
    }));
    const failed = { node: 'behind', status: 'skipped', reason: 'upstreamFailed' };
    const why = (node: string) => (node === 'n1' ? undefined : { text: `why ${node}` });
    const result = aResult({ outcomes: [...outcomes, failed], why });
    const short = runText(result, options);
    expect(short).to.include('– why n7\n  … and 2 more skipped: see --verbose');
    expect(short).to.not.include('behind');
    expect(runText(result, { ...options, isVerbose: true })).to.include('why n9');
  });

  it('tells of loops, warnings, and what kept the run from completing', () => {
    const loops = {
      a: { reason: 'maxIterations', iterations: 1, details: {} },
      b: { reason: 'failed', iterations: 2, details: {} },
    };
    const warnings = [
      { code: 'W', message: 'odd' },
      { code: 'V', message: 'at', node: 'n' },
    ];
    const error = new RuntimeError('NODE_FAILED', 'broken', { where: { node: 'n' } });
    const text = runText(
      aResult({ status: 'failed', loops, warnings, failures: [error] }),
      options,
    );
    expect(text).to.include(
      '✓ loop "a" maxIterations after 1 iteration\n✗ loop "b" failed after 2',
    );
    expect(text).to.include('warning W odd').and.to.include('error NODE_FAILED broken');
    const alone = runText(aResult({ status: 'failed', error }), options);
    expect(alone).to.include('broken');
    expect(runText(aResult({ status: 'failed' }), options)).to.include('✗ w failed');
    const outcomes = [{ node: 'n', status: 'aborted' }];
    expect(runText(aResult({ status: 'aborted', error, outcomes }), options)).to.equal(
      '■ w aborted in 5.0 ms (nodes: 0 completed, 1 aborted)',
    );
  });
});

describe('a plan', () => {
  it('tells what stops it where no finding does', () => {
    const error = new RuntimeError('ACCESS_DENIED', 'not you', { hint: 'ask' });
    const plan = { workflow: 'w', nodes: [], loops: [], issues: [], isReady: false, error };
    expect(planText(plan as unknown as DryRun, { palette, cwd: '/', locate })).to.equal(
      'error ACCESS_DENIED not you\n    ask\n✗ w would be refused',
    );
  });
});
