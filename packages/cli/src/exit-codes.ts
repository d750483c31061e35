/** How the command ends, by what has happened. */
export const EXIT = Object.freeze({
  /** The run completed; the files are in order; what was asked for was written. */
  completed: 0,
  /** The run failed. */
  failed: 1,
  /** The arguments make no sense, or name what there is not. */
  usage: 2,
  /** The workflow is not in order, or the run was not let begin: nothing has run. */
  refused: 3,
  /** A configuration, a plugin or a file could not be loaded or written. */
  setup: 4,
  /** A fault of the command itself. */
  internal: 70,
  /** Ctrl-C. */
  interrupted: 130,
  /** The reader of the output has gone away. */
  closed: 141,
  /** SIGTERM. */
  terminated: 143,
});

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What `tenon --help` and the README say of each. */
export const EXIT_MEANINGS: ReadonlyMap<ExitCode, string> = new Map<ExitCode, string>([
  [EXIT.completed, 'completed: the run went well, or nothing is wrong with the files'],
  [EXIT.failed, 'failed: a node or a loop failed, or the run took too long'],
  [EXIT.usage, 'usage: an argument makes no sense, or names no command or node'],
  [EXIT.refused, 'refused: the workflow is not in order, or the run was not let begin'],
  [EXIT.setup, 'setup: a configuration, plugin or file could not be loaded or written'],
  [EXIT.internal, 'internal: a fault of the command itself, worth a report'],
  [EXIT.interrupted, 'interrupted: Ctrl-C; a second one ends the process at once'],
  [EXIT.closed, 'closed: the reader of the output went away, as "head" does'],
  [EXIT.terminated, 'terminated: SIGTERM, which is taken as Ctrl-C is'],
]);
