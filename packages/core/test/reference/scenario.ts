import type { Path } from '#core/workflow/path.js';

/** One input of a generated node. `undefined` means: not there. */
export interface InputSpec {
  readonly name: string;
  readonly presence: 'required' | 'optional' | 'default';
  readonly isMany: boolean;
  readonly fallback: unknown;
  readonly config: unknown;
}

/** When a node does something odd: never, at every visit, or at about every second one, as its inputs fall. */
export type When = 'never' | 'always' | 'sometimes';

/** What a node answers where it is odd. */
export type Oddity = 'throws' | 'unsuccessful' | 'invalid';

/** How a node's function answers: at once, by a promise, or now this way and now that. */
export type Timing = 'sync' | 'async' | 'mixed';

/** One generated node: what is declared of it, and the script that its body and the evaluator both follow. */
export interface NodeSpec {
  readonly id: string;
  /** Tells nodes apart in the values they compute; survives renaming. */
  readonly salt: number;
  readonly inputs: readonly InputSpec[];
  readonly routes: { readonly ports: readonly string[]; readonly isMultiple: boolean } | undefined;
  readonly join: 'all' | 'any';
  readonly timing: Timing;
  readonly odd: { readonly kind: Oddity; readonly when: When };
}

/** A connection. Every node has the outputs of {@link OUTPUTS}, and its exclusive ports. */
export interface EdgeSpec {
  readonly from: string;
  readonly output: string;
  readonly path: Path;
  readonly to: string;
  readonly input: string;
}

/** Outputs of every node: a value with members, `null`, and one that is declared and never there. */
export const OUTPUTS = ['out', 'nil', 'none'] as const;

/** When a generated loop ends, unless a switch leaves it first. */
export interface ControllerSpec {
  readonly kind: 'count' | 'until' | 'throws';
  /** The iteration that is the last one, from 1. */
  readonly limit: number;
  /** Whether running into the limit fails an `until` loop. */
  readonly failsAtLimit: boolean;
  /** The node that `until` looks at. */
  readonly watches: string;
  readonly isAsync: boolean;
}

export interface LoopSpec {
  readonly id: string;
  readonly body: readonly string[];
  readonly back: readonly EdgeSpec[];
  readonly controller: ControllerSpec;
}

export interface SupplySpec {
  readonly rank: 'addressed' | 'workflow' | 'config';
  readonly node: string;
  readonly input: string;
  readonly value: unknown;
}

interface ScenarioOptions {
  readonly onError: 'stop' | 'continue';
  readonly isolation: 'share' | 'freeze' | 'copy';
  readonly concurrency: number;
}

/** A workflow, its nodes' scripts and the options of its run: all that decides what must come out of it. */
export interface Scenario {
  /** In order of declaration. */
  readonly nodes: readonly NodeSpec[];
  /** In connection order. */
  readonly edges: readonly EdgeSpec[];
  readonly loops: readonly LoopSpec[];
  readonly supplies: readonly SupplySpec[];
  readonly options: ScenarioOptions;
  /** Who aborts the run, and at which of its visits; `undefined` where nobody does. */
  readonly abort: { readonly by: 'node' | 'caller'; readonly atVisit: number } | undefined;
  /** A loop that is ended from outside, as a time limit would, while the run waits after so many visits. */
  readonly cut: { readonly loop: string; readonly atVisit: number } | undefined;
  /** Seeds the order in which promises settle. */
  readonly seed: number;
}
