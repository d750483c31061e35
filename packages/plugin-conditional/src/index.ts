// The plugin.

export type { BranchMode, ConditionalOptions } from './options.js';
export { conditional } from './plugin.js';

// Nodes: switches, and what joins their branches.

export type { MergeStrategy } from './merge/strategies.js';
export { branch } from './nodes/branch.js';
export { BRANCH_KINDS } from './nodes/kinds.js';
export { type MergeNode, type MergeOptions, merge } from './nodes/merge.js';
export { partition } from './nodes/partition.js';
export { route } from './nodes/route.js';
export { switchOn } from './nodes/switch-on.js';
export type {
  BranchNode,
  CaseEntry,
  CaseOptions,
  InputOptions,
  ItemCondition,
  PartitionNode,
  SwitchCondition,
  SwitchNode,
} from './nodes/types.js';

// What is known before a run.

export type { BranchAnalysis, BranchRegion, SwitchView } from './analysis/analysis.js';
export type { NeverRuns } from './analysis/never-run.js';
export { Branches } from './branches.js';

// What is told of a run.

export { BranchHooks, type BranchRouting } from './hooks.js';
export type { SwitchReason } from './nodes/reason.js';
export { type BranchSummary, type SwitchSummary, summaryOf } from './summary.js';

// Errors.

export { BRANCH_CODES } from './codes.js';
export { VERSION } from './version.js';
