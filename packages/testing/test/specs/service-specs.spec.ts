import {
  type AuditEvent,
  type AuditSink,
  MemoryTaskManager,
  RuntimeError,
  type TaskChange,
  type TaskKey,
} from '@tenon/core';
import {
  type AnySecretProvider,
  auditSinkSpec,
  RecordingAuditSink,
  secretProviderSpec,
  taskManagerSpec,
} from '@tenon/testing';
import { expect } from 'chai';
import { endingTimersLeft } from './left-timers.js';
import { failuresIn, outcomesOf } from './outcomes.js';

const rejecting = () => Promise.reject(new Error('no store'));

/** Keeps secrets in a private map, and does everything right. */
class Secrets implements AnySecretProvider {
  readonly #texts: ReadonlyMap<string, string>;
  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = texts;
  }
  async get(name: string, _scope?: { readonly signal: AbortSignal }): Promise<string | undefined> {
    return this.#texts.get(name);
  }
}

secretProviderSpec<AnySecretProvider>('Secrets', (texts) => new Secrets(texts), {
  broken: () => ({ get: rejecting }),
});

describe('secretProviderSpec', () => {
  endingTimersLeft();

  type Make = (texts: ReadonlyMap<string, string>) => AnySecretProvider;
  const failing = (
    what: string,
    claims: string[],
    make: Make,
    broken?: () => AnySecretProvider,
  ) => {
    it(`fails a provider that ${what}, and only for that`, async () => {
      const outcomes = await outcomesOf((runner) =>
        secretProviderSpec('tried', make, { ...runner, ...(broken && { broken }) }),
      );
      expect(Object.keys(failuresIn(outcomes))).to.deep.equal(claims);
    });
  };

  failing('trims texts', ['answers the text of a secret as it was stored'], (texts) => ({
    get: (name) => texts.get(name)?.trim(),
  }));
  failing(
    'answers by the beginning of a name',
    ['answers nothing for a name that holds none'],
    (texts) => ({
      get: (name) =>
        texts.get(name) ??
        (name.length === 2 ? [...texts].find(([key]) => key.startsWith(name))?.[1] : undefined),
    }),
  );
  failing(
    'looks among the members of every object',
    ['answers nothing for a hostile name that holds none, or refuses it'],
    (texts) => {
      const object: Record<string, string> = Object.fromEntries(texts);
      return { get: (name) => object[name] };
    },
  );
  failing('takes names for the same that are not', ['keeps hostile names apart'], (texts) => {
    const folded = new Map([...texts].map(([name, text]) => [name.normalize(), text]));
    return { get: (name) => folded.get(name.normalize()) };
  });
  failing('mixes up those who ask at once', ['serves many at once'], (texts) => {
    let asked = '';
    return {
      get: async (name) => {
        asked = name;
        await Promise.resolve();
        return texts.get(asked);
      },
    };
  });
  failing(
    'shows its secrets',
    ['shows no secret in itself, nor where it says that it looks'],
    (texts) => ({ texts, get: (name: string) => texts.get(name) }),
  );
  failing(
    'says no text for where it looks',
    ['shows no secret in itself, nor where it says that it looks'],
    (texts) => ({ get: (name) => texts.get(name), placeOf: () => 7 as never }),
  );
  failing(
    'leaves listeners on the signal',
    ['comes back when it is told to stop, and leaves no listener and no handle'],
    (texts) => ({
      get: (name, { signal }) => {
        signal.addEventListener('abort', () => {});
        return texts.get(name);
      },
    }),
  );
  failing(
    'answers nothing where its store is not there',
    ['fails where its store cannot be reached, instead of answering nothing'],
    (texts) => new Secrets(texts),
    () => ({ get: () => undefined }),
  );
  failing(
    'forgets a promise where its store is not there',
    ['leaves no rejection unhandled where its store cannot be reached'],
    (texts) => new Secrets(texts),
    () => ({
      get: () => {
        void rejecting();
        throw new Error('no store');
      },
    }),
  );
});

const RIGHT = { read: (sink: RecordingAuditSink) => sink.events };
auditSinkSpec('RecordingAuditSink with a store', () => new RecordingAuditSink(), {
  ...RIGHT,
  close: () => {},
  broken: () => Object.assign(new RecordingAuditSink(), { append: rejecting }),
});

describe('auditSinkSpec', () => {
  endingTimersLeft();

  interface Tried extends AuditSink {
    read(): Iterable<AuditEvent>;
  }
  const failing = (
    what: string,
    claims: string[],
    append: (event: AuditEvent, events: AuditEvent[]) => void | Promise<void>,
    broken?: AuditSink['append'],
  ) => {
    it(`fails a sink that ${what}, and only for that`, async () => {
      const outcomes = await outcomesOf((runner) =>
        auditSinkSpec<Tried>(
          'tried',
          () => {
            const events: AuditEvent[] = [];
            return { append: (event) => append(event, events), read: () => events };
          },
          {
            ...runner,
            read: (sink) => sink.read(),
            ...(broken && { broken: () => ({ append: broken, read: () => [] }) }),
          },
        ),
      );
      expect(Object.keys(failuresIn(outcomes))).to.deep.equal(claims);
    });
  };
  const copy = (event: AuditEvent): AuditEvent => ({ ...event });

  failing(
    'takes ids for the same that are not',
    ['keeps runs apart whose ids are hostile'],
    (event, events) => void events.push({ ...event, runId: event.runId.normalize() }),
  );
  failing('cuts long texts', ['records details whatever they hold'], (event, events) => {
    const { text } = event.details;
    const details =
      typeof text === 'string' && text.length > 9_999 ? { text: text.slice(0, 99) } : event.details;
    events.push({ ...event, details });
  });
  failing(
    'loses what comes while it writes',
    ['loses nothing of many runs that write at once'],
    (() => {
      let writing = 0;
      return async (event: AuditEvent, events: AuditEvent[]) => {
        if (writing > 10) return;
        writing++;
        events.push(copy(event));
        await Promise.resolve();
        writing--;
      };
    })(),
  );
  failing('changes what it is handed', ['changes no event'], (event, events) => {
    events.push(copy(event));
    if (!Object.isFrozen(event)) Object.assign(event, { written: true });
  });
  failing(
    'keeps no end of a run',
    ['records a run from its start to its one end'],
    (event, events) => void (event.type === 'runCompleted' || events.push(copy(event))),
  );
  failing(
    'does not say that it could not write',
    ['fails where it cannot write, so that no run starts unrecorded'],
    (event, events) => void events.push(copy(event)),
    () => {},
  );
  failing(
    'forgets a promise where it cannot write',
    ['leaves no rejection unhandled where it cannot write'],
    (event, events) => void events.push(copy(event)),
    () => {
      void rejecting();
      throw new Error('no store');
    },
  );

  it('fails a sink that records nothing at all', async () => {
    const outcomes = await outcomesOf((runner) =>
      auditSinkSpec('tried', () => ({ append: () => {} }), { ...runner, read: () => [] }),
    );
    expect(Object.keys(failuresIn(outcomes))).to.include(
      'records each event once, as it was, in the order of its run',
    );
  });
});

taskManagerSpec('MemoryTaskManager with a store', () => new MemoryTaskManager(), {
  close: () => {},
  broken: () => Object.assign(new MemoryTaskManager(), { openRun: rejecting }),
});

describe('taskManagerSpec', () => {
  endingTimersLeft();

  const failing = (
    what: string,
    claims: string[],
    make: () => MemoryTaskManager,
    broken?: () => MemoryTaskManager,
  ) => {
    it(`fails a manager that ${what}, and only for that`, async () => {
      const outcomes = await outcomesOf((runner) =>
        taskManagerSpec('tried', make, { ...runner, ...(broken && { broken }) }),
      );
      expect(Object.keys(failuresIn(outcomes))).to.deep.equal(claims);
    });
  };

  failing('keeps no error', ['keeps a run as it is opened and changed'], () => {
    class Manager extends MemoryTaskManager {
      override changeRun(runId: string, { error: _, ...change }: TaskChange): void {
        super.changeRun(runId, change);
      }
    }
    return new Manager();
  });
  failing('sorts runs', ['keeps runs and visits in the order in which they were opened'], () => {
    class Manager extends MemoryTaskManager {
      override runs() {
        return super.runs().sort((a, b) => (a.runId < b.runId ? -1 : 1));
      }
    }
    return new Manager();
  });
  failing(
    'makes up what it does not know',
    ['knows nothing of a run that was never opened'],
    () => {
      class Manager extends MemoryTaskManager {
        override tasks(runId: string) {
          const task = {
            runId,
            node: 'n',
            visit: 1,
            status: 'pending',
            openedAt: new Date(),
          } as const;
          return this.run(runId) === undefined ? [task] : super.tasks(runId);
        }
      }
      return new Manager();
    },
  );
  failing(
    'takes what does not follow',
    ['refuses what does not follow, and says so by its code'],
    () => {
      class Manager extends MemoryTaskManager {
        override changeTask(task: TaskKey, change: TaskChange): void {
          try {
            super.changeTask(task, change);
          } catch {
            // It keeps what it has.
          }
        }
      }
      return new Manager();
    },
  );
  failing(
    'refuses what does not follow by another error',
    ['refuses what does not follow, and says so by its code'],
    () => {
      class Manager extends MemoryTaskManager {
        override changeRun(runId: string, change: TaskChange): void {
          try {
            super.changeRun(runId, change);
          } catch (error) {
            throw RuntimeError.is(error) ? new Error('constraint violated') : error;
          }
        }
      }
      return new Manager();
    },
  );
  failing(
    'takes nodes for the same that are not',
    ['keeps runs and nodes apart whose ids are hostile'],
    () => {
      class Manager extends MemoryTaskManager {
        override openTask(task: TaskKey, at: Date): void {
          super.openTask({ ...task, node: task.node.toLowerCase() }, at);
        }
        override changeTask(task: TaskKey, change: TaskChange): void {
          super.changeTask({ ...task, node: task.node.toLowerCase() }, change);
        }
      }
      return new Manager();
    },
  );
  failing(
    'forgets runs',
    ['loses nothing of many runs that report at once'],
    () => new MemoryTaskManager({ runs: 10 }),
  );
  failing('hands out what it keeps', ['hands out records that cannot be changed'], () => {
    class Manager extends MemoryTaskManager {
      readonly #kept = new Map<string, ReturnType<MemoryTaskManager['run']>>();
      override run(runId: string) {
        return this.#thawed(super.run(runId));
      }
      override runs() {
        return super.runs().map((run) => this.#thawed(run) ?? run);
      }
      #thawed(run: ReturnType<MemoryTaskManager['run']>) {
        if (run?.status !== 'completed') return run;
        const kept = this.#kept.get(run.runId) ?? { ...run };
        this.#kept.set(run.runId, kept);
        return kept;
      }
    }
    return new Manager();
  });
  failing(
    'loses the visits of a run that fails',
    ['tracks the runs of a runtime, and the visits to their nodes'],
    () => {
      class Manager extends MemoryTaskManager {
        override tasks(runId: string) {
          return super.tasks(runId).filter(({ status }) => status !== 'failed');
        }
      }
      return new Manager();
    },
  );
  failing(
    'does not say that its store is not there',
    ['fails where its store cannot be reached'],
    () => new MemoryTaskManager(),
    () => Object.assign(new MemoryTaskManager(), { openRun: () => {} }),
  );
  failing(
    'forgets a promise where its store is not there',
    ['leaves no rejection unhandled where its store cannot be reached'],
    () => new MemoryTaskManager(),
    () =>
      Object.assign(new MemoryTaskManager(), {
        openRun: () => {
          void rejecting();
          throw new Error('no store');
        },
      }),
  );
});
