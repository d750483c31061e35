import { type CodesOf, defineCodes } from './define-codes.js';

/** The codes of `@tenon/core`, in the order of a workflow's life: building, starting, running. */
export const CORE_CODES = defineCodes('@tenon/core', {
  WORKFLOW_INVALID: {
    category: 'structure',
    meaning:
      'A workflow, node type or port declaration contradicts itself, or is not what it should be.',
    remedy: 'Correct the declaration that the message names.',
  },
  PLAN_INVALID: {
    category: 'plugin',
    meaning: 'What the taps of the hook "plan" added cannot be lowered to a plan.',
    remedy:
      'Correct the plugin that added the region or gate: regions nest properly and name known nodes.',
  },
  DUPLICATE_NODE: {
    category: 'structure',
    meaning: 'Two nodes of one workflow have the same id.',
    remedy: 'Give each node an id of its own.',
  },
  ID_INVALID: {
    category: 'structure',
    meaning: 'An id is empty, is no string, or does not survive a round trip through JSON.',
    remedy: 'Use a non-empty string of well-formed Unicode.',
  },
  ID_TWINS: {
    category: 'structure',
    meaning: 'Warning: two ids are equal but for letter case or Unicode normal form.',
    remedy: 'Rename one of them, so that people and file systems can tell them apart.',
  },
  UNKNOWN_KIND: {
    category: 'structure',
    meaning: 'A node names a kind that no bound node type has.',
    remedy: 'Bind the node type in the container, or correct the name.',
  },
  UNKNOWN_NODE: {
    category: 'structure',
    meaning:
      'A connection, loop, parameter or handle names a node that the workflow does not have.',
    remedy: 'Correct the id; the message lists near ones.',
  },
  UNKNOWN_PORT: {
    category: 'structure',
    meaning:
      'A connection, parameter or configuration names a port that the node does not declare.',
    remedy: 'Correct the name, or declare the port on the node type.',
  },
  PATH_INVALID: {
    category: 'structure',
    meaning: 'A path into an output cannot be read.',
    remedy: 'Write names separated by dots and indexes in brackets: order.items[0].id.',
  },
  INPUT_REQUIRED: {
    category: 'missing',
    meaning: 'A required input has no connection, parameter, configuration or default.',
    remedy: 'Supply it from one of these places, or declare the input optional.',
  },
  INPUT_CONFLICT: {
    category: 'structure',
    meaning: 'Two sources feed an input that takes one value.',
    remedy: 'Remove one, declare the input "many", or join the branches with a merge node.',
  },
  UNDECLARED_CYCLE: {
    category: 'structure',
    meaning: 'Connections form a cycle that no loop declares.',
    remedy: 'Declare the connection that closes it as the back edge of a loop, or remove it.',
  },
  CONFIG_INVALID: {
    category: 'constraint',
    meaning: 'A configured value does not fit what the node type declares.',
    remedy: "Correct the value in the node's configuration.",
  },
  OPTION_INVALID: {
    category: 'constraint',
    meaning: 'An option has a value that is out of range or of the wrong type.',
    remedy: 'Correct the option; the message states what it accepts.',
  },

  PLUGIN_INVALID: {
    category: 'plugin',
    meaning: 'What was given as a plugin does not have the shape of one.',
    remedy:
      'Pass { manifest: { name, version }, register?, apply? }, or call the factory that makes it.',
  },
  PLUGIN_DUPLICATE: {
    category: 'plugin',
    meaning: 'Two plugins have the same name.',
    remedy: 'Register the plugin once: in the array or in the container.',
  },
  PLUGIN_MISSING: {
    category: 'plugin',
    meaning: 'A workflow uses a capability whose plugin is not installed.',
    remedy: 'Install the package that the hint names and add it to the plugins of the runtime.',
  },
  PLUGIN_REQUIRES: {
    category: 'plugin',
    meaning: 'A plugin requires another one that is not there.',
    remedy: 'Install the package that the hint names and add it to the plugins of the runtime.',
  },
  PLUGIN_FAILED: {
    category: 'plugin',
    meaning: 'A plugin threw, or answered a promise, while it registered services or tapped hooks.',
    remedy: 'See the cause. "register" and "apply" are synchronous.',
  },
  STAGE_CONFLICT: {
    category: 'plugin',
    meaning: 'A declared order runs against the stages of two plugins.',
    remedy:
      'Remove the declaration, or change one of the stages. No declaration moves one of the ten steps.',
  },
  ORDER_CYCLE: {
    category: 'plugin',
    meaning: 'The declared order of plugins goes in a circle.',
    remedy: 'Remove one of the declarations that the message lists.',
  },
  CAPABILITY_CONFLICT: {
    category: 'plugin',
    meaning: 'Two plugins provide the same capability.',
    remedy: 'Keep one of them.',
  },
  NODE_TYPE_DUPLICATE: {
    category: 'plugin',
    meaning: 'Two node types of one name are bound.',
    remedy: 'Bind each name once, or rename one of the node types.',
  },
  SERVICE_UNBOUND: {
    category: 'missing',
    meaning: 'A service was asked for that nothing binds.',
    remedy: 'Bind it in "configure" or in the host\'s container; the hint shows the line.',
  },
  SERVICE_CONFLICT: {
    category: 'plugin',
    meaning: 'A service of which there is one is bound twice: by two plugins, or twice by one.',
    remedy:
      'Keep one of the bindings that the message names, or bind your own in "configure". A plugin that only offers a default asks "isBound" first.',
  },
  SERVICE_FAILED: {
    category: 'plugin',
    meaning:
      'A service is bound but cannot be made, lacks a method that it must have, or its disposal failed.',
    remedy:
      'Give it the method that the message names, or see the cause: a dependency without a binding, a circle, two bindings, an asynchronous binding.',
  },
  HOOK_UNKNOWN: {
    category: 'plugin',
    meaning: 'A plugin asked for a hook that does not exist.',
    remedy: 'Correct the name; the message lists the hooks there are.',
  },
  HOOK_MISUSE: {
    category: 'plugin',
    meaning: 'A plugin broke the contract of a hook.',
    remedy: 'Do what the hint says; the contract of each hook is in docs/hooks.md.',
  },
  HOOK_FAILED: {
    category: 'plugin',
    meaning: 'A tap threw something that is no error of Tenon.',
    remedy: 'See the cause; the message names plugin and hook.',
  },
  HOOK_TIMEOUT: {
    category: 'plugin',
    meaning: 'An asynchronous tap did not settle in time.',
    remedy: 'Make the tap settle, or raise the option "hookTimeoutMs" of the runtime.',
  },
  OBSERVER_FAILED: {
    category: 'plugin',
    meaning: 'Warning: a tap that only observes threw. The run went on.',
    remedy: 'See the cause; the message names plugin and hook.',
  },
  RUNTIME_STARTING: {
    category: 'run',
    meaning: 'The runtime was used, or started again, while its plugins were still starting.',
    remedy: 'Use it when createRuntime has returned.',
  },
  RUNTIME_DISPOSED: {
    category: 'run',
    meaning: 'The runtime was used after it had been disposed of.',
    remedy: 'Create another runtime, or dispose of this one later.',
  },

  ACCESS_DENIED: {
    category: 'access',
    meaning: 'The access policy refused the run or a node.',
    remedy: 'Use a principal that may do it, or change the policy.',
  },
  ACCESS_FAILED: {
    category: 'access',
    meaning: 'The access policy itself failed, which refuses what it was asked about.',
    remedy: 'See the cause, and correct the AccessPolicy service.',
  },
  LIMIT_REACHED: {
    category: 'limit',
    meaning: 'The run, or a new one, would go beyond a limit of the runtime.',
    remedy: 'Raise the limit that the message names, or do less at a time.',
  },
  OUTPUT_MISSING: {
    category: 'missing',
    meaning:
      'A live connection brought nothing to a required input: its output is absent, or its path leads nowhere.',
    remedy: 'Correct the producer or the path that the message names.',
  },
  OUTPUT_INVALID: {
    category: 'type',
    meaning: 'A node returned something that is no plain object of outputs.',
    remedy: 'Return an object with the declared outputs as its members.',
  },
  NODE_FAILED: {
    category: 'node',
    meaning:
      'A node threw, or rejected. The cause is what it threw: untouched, unless it holds a secret.',
    remedy: 'See the cause.',
  },
  CONTENT_FAILED: {
    category: 'node',
    meaning: 'A node answered outputs with "success" being false.',
    remedy:
      'See the outputs, or switch content-aware success off if the member means something else.',
  },
  SUBWORKFLOW_FAILED: {
    category: 'node',
    meaning: 'The workflow inside a node did not complete.',
    remedy: 'See the cause: the error of the inner workflow.',
  },
  SUBWORKFLOW_DEPTH: {
    category: 'structure',
    meaning: 'Workflows contain one another too deeply, or one contains itself.',
    remedy: 'Use a loop where a workflow should repeat.',
  },
  LOOP_FAILED: {
    category: 'node',
    meaning: 'What controls a loop threw.',
    remedy: 'See the cause; the message names the loop.',
  },
  TIMEOUT: {
    category: 'limit',
    meaning: 'A node or a run did not settle within its time limit.',
    remedy: 'Raise "timeoutMs", or find out what takes so long.',
  },
  ABORTED: {
    category: 'run',
    meaning: 'The caller aborted the run. The cause is the reason given.',
    remedy: 'Nothing is wrong with the workflow.',
  },
  RUN_FAILED: {
    category: 'run',
    meaning: 'A run did not complete. The error carries the whole result.',
    remedy: 'See the cause and the outcomes in "result".',
  },
  TRACKING_TRANSITION: {
    category: 'run',
    meaning: 'A run or task was to change into a state that does not follow its present one.',
    remedy: 'Let one party report each run and task, and each change once.',
  },
  SECRET_IN_OUTPUT: {
    category: 'policy',
    meaning:
      'Warning: a node that was given a secret returned it. Data between nodes is not masked.',
    remedy: 'Return what the secret was used for, not the secret.',
  },
  EVENT_DROPPED: {
    category: 'run',
    meaning:
      'Warning: a reader of the event stream was too slow, and the oldest events were dropped.',
    remedy: 'Read faster; a run does not wait for its readers.',
  },
  NODE_ABANDONED: {
    category: 'run',
    meaning: 'Warning: a node ignored its signal and was left behind.',
    remedy: 'Let the node stop when context.signal is aborted.',
  },
  THREAD_BLOCKED: {
    category: 'run',
    meaning: 'Warning: a synchronous node held the thread for long, and nothing else could run.',
    remedy: 'Make the node asynchronous, or let it do less at a time.',
  },
  WARNINGS_DROPPED: {
    category: 'run',
    meaning: 'Warning: a run had more to warn of than it keeps; the rest is counted.',
    remedy: 'See the first warnings: the others most likely say the same.',
  },
  LATE_RESULT: {
    category: 'run',
    meaning: 'Warning: a node that had been left behind settled after all. Its result was dropped.',
    remedy: 'Let the node stop when context.signal is aborted.',
  },
});

/**
 * Every code there is. A plugin adds its own by declaration merging, see {@link defineCodes}; a misspelt code is then an
 * error of the compiler.
 */
export interface ErrorCodes extends CodesOf<typeof CORE_CODES> {}

/** A code of the core or of an installed plugin. Stable, and documented in `docs/errors.md`. */
export type ErrorCode = keyof ErrorCodes;
