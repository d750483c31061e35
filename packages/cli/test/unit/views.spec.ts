import type { RunEvent } from '@tenon/core';
import { expect } from 'chai';
import { createColors } from 'picocolors';
import { flushed } from '#cli/io/process-io.js';
import { LineView } from '#cli/progress/line-view.js';
import type { OutlineEntry } from '#cli/progress/outline.js';
import { viewFor } from '#cli/run/view-for.js';
import { Terminal } from '../support/terminal.js';

const PLAIN = createColors(false);
const ESC = String.fromCharCode(27);

const OUTLINE: readonly OutlineEntry[] = [
  { kind: 'loop', key: 'fit', id: 'fit', depth: 0, parent: -1, end: 2 },
  { kind: 'node', key: 'a', id: 'a', depth: 1, parent: 0, end: 2 },
  { kind: 'node', key: 'b', id: 'b', depth: 0, parent: -1, end: 3 },
];

function event(facts: object): RunEvent {
  return { seq: 1, at: 0, runId: 'run', ...facts } as RunEvent;
}

const settled = (node: string, status = 'completed', durationMs?: number) =>
  event({ type: 'nodeSettled', node, outcome: { node, status, durationMs, attempts: 1 } });

describe('the live view', () => {
  it('draws the tree again and again, keeps notes above it, and leaves nothing behind', async () => {
    const terminal = new Terminal({ isTTY: true });
    const view = await viewFor(terminal.io, {}, { outline: () => OUTLINE }, PLAIN);
    terminal.tick();
    view.event(event({ type: 'nodeStarted', node: 'a' }));
    terminal.tick();
    view.note('a note');
    view.event(settled('a', 'completed', 5));
    terminal.tick();
    await flushed(terminal.stderr);
    expect(terminal.err).to.include('  · fit  loop\n').and.to.include('    ▸ a\n');
    expect(terminal.err).to.include('a note\n').and.to.include('    ✓ a  5.0 ms\n');
    expect(terminal.err).to.include('1 of 2 nodes');
    view.close();
    expect(terminal.listeners).to.equal(0);
    await flushed(terminal.stderr);
    const last = terminal.err.slice(terminal.err.lastIndexOf(`${ESC}[?2026h`));
    expect(last)
      .to.match(/\[2K/)
      .and.to.not.match(/\w{4} /);
  });

  it('draws nothing as long as there is no plan', async () => {
    const terminal = new Terminal({ isTTY: true });
    const view = await viewFor(terminal.io, {}, { outline: () => undefined }, PLAIN);
    view.event(event({ type: 'runStarted' }));
    terminal.tick();
    view.close();
    await flushed(terminal.stderr);
    expect(terminal.err).to.not.match(/\w{4}/);
  });
});

describe('the lines', () => {
  async function told(events: readonly RunEvent[], options = {}, given = {}) {
    const terminal = new Terminal(given);
    const view = await viewFor(terminal.io, options, { outline: () => OUTLINE }, PLAIN);
    for (const each of events) view.event(each);
    view.note('note');
    view.close();
    await flushed(terminal.stderr);
    return terminal.err;
  }

  const EVENTS = [
    event({ type: 'nodeStarted', node: 'a' }),
    settled('a'),
    settled('a', 'failed'),
    settled('b', 'completed', 5),
    event({ type: 'loopIterated', loop: 'fit', iteration: 3 }),
    event({
      type: 'loopIterated',
      loop: 'fit',
      iteration: 4,
      details: { watched: { x: { last: 2, trend: 'moving' } } },
    }),
    event({ type: 'loopEnded', loop: 'fit', iterations: 1, reason: 'aborted' }),
    event({ type: 'loopEnded', loop: 'fit', iterations: 2, reason: 'exited' }),
  ];

  it('tell of each node once, and of loops in place of what is in them', async () => {
    expect(await told(EVENTS)).to.equal(
      [
        '✗ a  failed',
        '✓ b  5.0 ms',
        '▸ fit  iteration 3',
        '▸ fit  iteration 4, x 2',
        '■ fit  aborted after 1 iteration',
        '✓ fit  exited after 2 iterations',
        'note\n',
      ].join('\n'),
    );
  });

  it('stand where there is no terminal, a dumb one, or one of a build', async () => {
    for (const env of [{ TERM: 'dumb' }, { CI: 'true' }]) {
      expect(await told(EVENTS, {}, { isTTY: true, env })).to.include('✓ b  5.0 ms');
    }
  });

  it('are notes alone where nobody wants to see more', async () => {
    expect(await told(EVENTS, { quiet: true })).to.equal('note\n');
    expect(await told(EVENTS, { json: true })).to.equal('note\n');
  });

  it('tell of nodes before there is a plan', async () => {
    const terminal = new Terminal();
    const view = new LineView(terminal.stderr, PLAIN, () => false);
    view.event(settled('early'));
    await flushed(terminal.stderr);
    expect(terminal.err).to.equal('✓ early  completed\n');
  });
});
