import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, Request } from './protocol.js';

const CHILD = fileURLToPath(new URL('./child.js', import.meta.url));

/** A contender in a process of its own, so that no contender's code, garbage or timers disturb another's figures. */
export class Worker {
  readonly #process: ChildProcess;
  #pending: ((answer: Answer) => void) | undefined;

  /** Starts the process; `module` is the file whose default export is the contender. */
  constructor(module: string) {
    this.#process = fork(CHILD, [module], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#process.on('message', (answer: Answer) => this.#settle(answer));
    this.#process.on('exit', (code) => {
      this.#settle({ type: 'unable', name: module, reason: `the process ended (${String(code)})` });
    });
  }

  /** Asks, and waits for the answer; `unable` where none comes in time. */
  ask(request: Request, timeoutMs: number): Promise<Answer> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.stop();
        this.#settle({
          type: 'unable',
          name: '',
          reason: `not done within ${String(timeoutMs / 1000)} s`,
        });
      }, timeoutMs);
      this.#pending = (answer) => {
        clearTimeout(timer);
        resolve(answer);
      };
      if (this.#process.connected) this.#process.send(request);
      else this.#settle({ type: 'unable', name: '', reason: 'the process has ended' });
    });
  }

  stop(): void {
    this.#process.kill('SIGKILL');
  }

  #settle(answer: Answer): void {
    const pending = this.#pending;
    this.#pending = undefined;
    pending?.(answer);
  }
}
