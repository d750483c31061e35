import type { Plugin, PortMap, WorkflowBuilder } from '@tenon/core';

/** What a plugin of this repository provides. */
export type Capability = 'parameters' | 'validation' | 'cycles' | 'conditional';

/** Takes what has just happened, in words. */
export type Note = (what: string) => void;

/**
 * What the system tests know of one plugin. They import no plugin but through its part, and name parts in one list only, so
 * that a plugin can be removed and the suites go on with those that are left.
 */
export interface Part {
  readonly capability: Capability;
  readonly packageName: string;
  /** The plugin, and one that binds what it needs and tells what it does. */
  plugins(note?: Note): readonly Plugin[];
  /** Adds nodes that need this plugin and no other. */
  use(flow: WorkflowBuilder<PortMap, PortMap>): void;
  /** What a run of these nodes is given. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** What these nodes come to. */
  readonly results: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
  /** Adds nodes in which this plugin, and no other, finds something when the workflow is verified; and what that is. */
  readonly flaw: {
    readonly code: string;
    add(flow: WorkflowBuilder<PortMap, PortMap>): void;
  };
}
