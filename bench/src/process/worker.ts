import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, Named, Request } from './protocol.js';

const CHILD = fileURLToPath(new URL('./child.js', import.meta.url));

/** A contender in a process of its own, so that no contender's code, garbage or timers disturb another's figures. */
export class Worker {
  readonly #process: ChildProcess;
  #pending: ((answer: Answer) => void) | undefined;
  #said = '';
  #name = '';

  /** Starts the process; `module` is the file whose default export is the contender. */
  constructor(module: string) {
    this.#process = fork(CHILD, [module], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    this.#process.stderr?.on('data', (text) => {
      this.#said = String(text);
    });
    this.#process.on('message', (said: Answer | Named) => {
      if (said.type === 'named') this.#name = said.name;
      else this.#settle(said);
    });
    this.#process.on('exit', (code) => {
      const [line = ''] = this.#said.match(/^\w*Error: .*$/m) ?? [];
      this.#decline(`its process ended with ${String(code)}: ${line}`);
    });
  }

  /** Asks, and waits for the answer; `unable` where none comes in time. */
  ask(request: Request, timeoutMs: number): Promise<Answer> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.stop();
        this.#decline(`was not done within ${String(timeoutMs / 1000)} s`);
      }, timeoutMs);
      this.#pending = (answer) => {
        clearTimeout(timer);
        resolve(answer);
      };
      if (this.#process.connected) this.#process.send(request);
      else this.#decline('its process has ended');
    });
  }

  stop(): void {
    this.#process.kill('SIGKILL');
  }

  #decline(reason: string): void {
    this.#settle({ type: 'unable', name: this.#name, reason });
  }

  #settle(answer: Answer): void {
    const pending = this.#pending;
    this.#pending = undefined;
    pending?.(answer);
  }
}
