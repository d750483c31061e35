import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { removeFolders } from '../support/folder.js';
import { aProject, oneNode } from '../support/project.js';

const TENON = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));
/** Takes a megabyte, more than any pipe holds. */
const MANY = Array.from(
  { length: 4000 },
  (_, i) => `  n${String(i)}: { kind: halve, config: { value: 1 } }`,
);

/** A node that does not come back when it is told to. */
const STUBBORN = `import { defineNode } from '@tenon/core';
export default { run: { graceMs: 60000 }, nodeTypes: [
  defineNode({ type: 'stubborn', run: () => new Promise((resolve) => setTimeout(resolve, 60000)) }),
] };`;

function start(cwd: string, ...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [TENON, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Waits until a stream has said something. */
async function until(
  child: ChildProcess,
  stream: 'stdout' | 'stderr',
  text: string,
): Promise<void> {
  let said = '';
  for await (const part of child[stream] ?? []) {
    said += String(part);
    if (said.includes(text)) return;
  }
  throw new Error(`It said "${said}", and never "${text}".`);
}

async function codeOf(child: ChildProcess): Promise<number | null> {
  child.stdout?.resume();
  child.stderr?.resume();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

describe('the process', function () {
  this.timeout(30_000);
  let cwd: string;
  before(() => {
    cwd = aProject({
      'wait.yaml': oneNode('wait', '{ ms: 60000 }'),
      'many.yaml': `tenon: 1\nname: many\nnodes:\n${MANY.join('\n')}\n`,
      'stubborn.js': STUBBORN,
      'stubborn.yaml': oneNode('stubborn'),
    });
  });
  after(removeFolders);

  it('settles the run at the first Ctrl-C or SIGTERM, and ends with the code of the signal', async () => {
    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      const child = start(cwd, 'run', 'wait.yaml', '--json');
      await until(child, 'stdout', 'nodeStarted');
      child.kill(signal);
      expect(await codeOf(child)).to.equal(code);
    }
  });

  it('ends at once at the second, whatever the nodes do', async () => {
    const child = start(cwd, 'run', 'stubborn.yaml', '--config', 'stubborn.js', '--json');
    await until(child, 'stdout', 'nodeStarted');
    child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(child.exitCode).to.equal(null);
    child.kill('SIGINT');
    expect(await codeOf(child)).to.equal(130);
  });

  it('writes everything before it ends, also into a pipe that is read slowly', () => {
    const { status, stdout } = spawnSync(process.execPath, [TENON, 'run', 'many.yaml', '--json'], {
      cwd,
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    expect(status).to.equal(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).to.be.at.least(8000);
    expect(JSON.parse(lines.at(-1) ?? '')).to.include({ type: 'result', droppedEvents: 0 });
  });

  it('stops quietly when its reader goes away', async () => {
    const child = start(cwd, 'run', 'many.yaml', '--json');
    let said = '';
    child.stderr?.on('data', (part: Buffer) => (said += part.toString()));
    await until(child, 'stdout', 'runStarted');
    child.stdout?.destroy();
    expect(await codeOf(child)).to.equal(141);
    expect(said).to.equal('');
  });

  it('reads standard input, and is of use between pipes', () => {
    const args = ['run', 'greeting.yaml', '--quiet', '--params', '-', '--output', '-'];
    const options = { cwd, encoding: 'utf8', input: 'name: Ferdinand' } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [TENON, ...args], options);
    expect([status, stderr]).to.deep.equal([0, '']);
    expect(JSON.parse(stdout)).to.deep.equal({ text: 'Good day, Ferdinand!' });
  });

  it('explains itself without loading what runs workflows', () => {
    const hook = `import { register } from 'node:module';
register('data:text/javascript,' + encodeURIComponent(\`
export async function resolve(name, context, next) {
  if (/^(@tenon|inversify|jiti|yaml)/.test(name)) throw new Error('loaded ' + name);
  return next(name, context);
}\`));`;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, TENON, '--help'],
      { encoding: 'utf8', cwd },
    );
    expect([status, stderr]).to.deep.equal([0, '']);
    expect(stdout).to.include('Usage: tenon');
  });
});
