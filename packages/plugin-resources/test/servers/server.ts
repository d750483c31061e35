import {
  type ChildProcess,
  execFileSync,
  type SpawnOptions,
  spawn,
  spawnSync,
} from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** How long a server may take to listen, in milliseconds. */
const START_MS = 20_000;

/** A server of a test's own, on a port and in a folder of its own, which can be killed and started again. */
export class Server {
  readonly port: number;
  readonly folder: string;
  readonly #command: string;
  readonly #args: (server: Server) => readonly string[];
  readonly #owner: SpawnOptions;
  readonly #isReady: (server: Server) => boolean;
  #process: ChildProcess | undefined;

  private constructor(
    port: number,
    folder: string,
    command: string,
    args: (server: Server) => readonly string[],
    owner: SpawnOptions,
    isReady: (server: Server) => boolean,
  ) {
    this.port = port;
    this.folder = folder;
    this.#command = command;
    this.#args = args;
    this.#owner = owner;
    this.#isReady = isReady;
  }

  /** PostgreSQL, with a user `tenon` whose password is `hunter-two`. */
  static async postgres(): Promise<Server> {
    const bin = folderWith('initdb', postgresFolders());
    const owner = ownerOf('postgres');
    const folder = mkdtempSync(join(tmpdir(), 'tenon-postgres-'));
    if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid ?? owner.uid);
    const data = join(folder, 'data');
    const init = ['-D', data, '-U', 'tenon', '-A', 'trust', '-N', '--locale=C', '-E', 'UTF8'];
    execFileSync(join(bin, 'initdb'), init, { ...owner, stdio: 'ignore', cwd: folder });
    const args = ({ port }: Server) => ['-D', data, '-k', folder, '-p', String(port), '-F'];
    // It listens before it has recovered.
    const isReady = ({ port }: Server) => {
      const { status } = spawnSync(join(bin, 'pg_isready'), [
        '-h',
        '127.0.0.1',
        '-p',
        String(port),
      ]);
      return status === 0;
    };
    return new Server(await freePort(), folder, join(bin, 'postgres'), args, owner, isReady);
  }

  static async redis(): Promise<Server> {
    const bin = folderWith('redis-server', (process.env['PATH'] ?? '').split(':'));
    const folder = mkdtempSync(join(tmpdir(), 'tenon-redis-'));
    const args = ({ port }: Server) => ['--port', String(port), '--save', '', '--dir', folder];
    return new Server(await freePort(), folder, join(bin, 'redis-server'), args, {}, () => true);
  }

  /** Starts it, and waits until it listens. */
  async start(): Promise<void> {
    const options: SpawnOptions = { ...this.#owner, cwd: this.folder, stdio: 'ignore' };
    this.#process = spawn(this.#command, this.#args(this), options);
    const end = Date.now() + START_MS;
    while (!(await listens(this.port)) || !this.#isReady(this)) {
      if (Date.now() > end) throw new Error(`${this.#command} did not listen in time.`);
      await delay(50);
    }
  }

  /** Ends it at once, with whatever it was doing. */
  async kill(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (running === undefined) return;
    // PostgreSQL ends its own children at SIGQUIT, and leaves them at SIGKILL.
    const exited = once(running, 'exit');
    running.kill('SIGQUIT');
    const late = setTimeout(() => running.kill('SIGKILL'), 2_000);
    await exited;
    clearTimeout(late);
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function postgresFolders(): readonly string[] {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  return [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(':'),
  ];
}

function folderWith(command: string, folders: readonly string[]): string {
  const found = folders.find((folder) => existsSync(join(folder, command)));
  if (found !== undefined) return found;
  throw new Error(
    `There is no ${command}. On Debian: apt-get install postgresql redis-server. They need not run.`,
  );
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made. */
function ownerOf(user: string): SpawnOptions {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
