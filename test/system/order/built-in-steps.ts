import {
  AccessPolicy,
  AuditSink,
  LocalResourceGuard,
  MemoryTaskManager,
  ResourceGuard,
  type RunEntry,
  type RunLease,
  type RuntimeOptions,
  TaskManager,
} from '@tenon/core';
import type { Note } from '../support/parts/part.js';

/** Binds services through which the built-in steps show what they do. */
export function builtInSteps(note: Note): NonNullable<RuntimeOptions['configure']> {
  return ({ bind }) => {
    bind(ResourceGuard).toConstantValue(new TellingGuard(note));
    bind(TaskManager).toConstantValue(new TellingTasks(note));
    bind(AccessPolicy).toConstantValue({
      decide: ({ action }) => {
        note(`2 access: asked about a ${action}`);
        return true;
      },
    });
    bind(AuditSink).toConstantValue({
      append: ({ type }) => {
        if (type.startsWith('run')) note(`5 audit: ${type}`);
      },
    });
  };
}

class TellingGuard extends LocalResourceGuard {
  readonly #note: Note;

  constructor(note: Note) {
    super();
    this.#note = note;
  }

  override enter(run: RunEntry): RunLease {
    this.#note('1 limits: let in');
    // There is always a place: the lease is there at once.
    const lease = super.enter(run) as RunLease;
    const release = () => {
      this.#note('1 limits: gives the place back');
      lease.release();
    };
    return { ...lease, release };
  }
}

class TellingTasks extends MemoryTaskManager {
  readonly #note: Note;

  constructor(note: Note) {
    super();
    this.#note = note;
  }

  override changeRun(...[id, change]: Parameters<MemoryTaskManager['changeRun']>) {
    this.#note(`6 tracking: ${change.to}`);
    super.changeRun(id, change);
  }
}
