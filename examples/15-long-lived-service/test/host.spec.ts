import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const HOST = fileURLToPath(new URL('../../dist/host.js', import.meta.url));

interface Host {
  readonly process: ChildProcess;
  readonly lines: string[];
  readonly ask: (path: string) => Promise<readonly [number, unknown]>;
  readonly state: () => Promise<string>;
  /** Exit code and signal. */
  readonly ended: Promise<readonly [number | null, string | null]>;
}

async function aHost(): Promise<Host> {
  const child = spawn(process.execPath, [HOST], { stdio: ['ignore', 'pipe', 'inherit'] });
  const reader = createInterface({ input: child.stdout });
  const ended = once(child, 'close') as Promise<[number | null, string | null]>;
  const [port] = (await once(reader, 'line')) as [string];
  const lines: string[] = [];
  reader.on('line', (line) => lines.push(line));
  const address = `http://127.0.0.1:${port}`;
  return {
    process: child,
    lines,
    ended,
    async ask(path) {
      const response = await fetch(`${address}/${path}`, { method: 'POST' });
      return [response.status, await response.json()];
    },
    async state() {
      const response = await fetch(`${address}/stats`);
      return ((await response.json()) as { readonly state: string }).state;
    },
  };
}

describe('a process that serves', function () {
  this.timeout(30_000);

  it('ends by itself on SIGTERM, when there is nothing to do, and leaves nothing that keeps it', async () => {
    const { process: child, ended, lines } = await aHost();
    child.kill('SIGTERM');
    expect(await ended).to.deep.equal([0, null]);
    expect(lines).to.deep.equal([]);
  });

  it('lets what runs come to its end, and turns away what waits and what comes', async () => {
    const { process: child, ended, lines, ask, state } = await aHost();
    expect(await ask('acme/book')).to.deep.equal([202, { state: 'running' }]);
    expect(await ask('acme/letter')).to.deep.equal([202, { state: 'waiting' }]);
    child.kill('SIGTERM');
    while ((await state()) === 'open');
    expect(await ask('acme/letter')).to.deep.equal([503, { code: 'SERVICE_DRAINING' }]);
    expect(await ended).to.deep.equal([0, null]);
    expect(lines).to.deep.equal([
      "  acme's book: completed",
      "  acme's letter: refused (SERVICE_DRAINING)",
    ]);
  });

  it('stops at the second SIGTERM what still runs', async () => {
    const { process: child, ended, lines, ask, state } = await aHost();
    await ask('acme/encyclopedia');
    child.kill('SIGTERM');
    while ((await state()) === 'open');
    await wait(300);
    child.kill('SIGTERM');
    expect(await ended).to.deep.equal([0, null]);
    expect(lines).to.deep.equal(["  acme's encyclopedia: aborted (DRAIN_DEADLINE)"]);
  });

  it('answers what it does not know with 404', async () => {
    const { process: child, ended, ask } = await aHost();
    const [status] = await ask('acme/novel');
    expect(status).to.equal(404);
    child.kill('SIGTERM');
    expect(await ended).to.deep.equal([0, null]);
  });
});
