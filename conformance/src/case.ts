/** Anything that stands in a case file. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** What a plugin provides, as manifests and cases name it. */
export const CAPABILITIES = ['parameters', 'validation', 'cycles', 'conditional'] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** What a workflow consists of. */
export interface CaseGraph {
  readonly nodes: readonly CaseNode[];
  readonly connections: readonly CaseConnection[];
  readonly loops?: readonly CaseLoop[];
  readonly inputs?: readonly CaseInput[];
}

/** A workflow for nodes of the kind `workflow:NAME`. */
export interface InnerWorkflow extends CaseGraph {
  readonly outputs?: readonly CaseOutput[];
}

/** One workflow with the outcome it must have. `README.md` says what each member means. */
export interface Case extends CaseGraph {
  readonly id: string;
  readonly group: string;
  readonly description: string;
  readonly note?: string;
  readonly workflows?: Readonly<Record<string, InnerWorkflow>>;
  readonly contracts?: Readonly<Record<string, CaseContract>>;
  readonly options?: CaseOptions;
  readonly parameters?: Json;
  readonly parametersOf?: ParametersOf;
  readonly executions?: readonly CaseExecution[];
  readonly timing?: boolean;
  readonly expected: Expected | { readonly executions: readonly Expected[] };
}

/** A case as its file states it: a large workflow stands there as a rule. */
export interface CaseFile extends Omit<Case, 'nodes' | 'connections'> {
  readonly nodes?: Case['nodes'];
  readonly connections?: Case['connections'];
  readonly generate?: Shape;
}

/** A node of a case. `config` holds values of inputs and the settings of the kind. */
export interface CaseNode {
  readonly id: string;
  readonly kind: string;
  readonly config?: JsonObject;
  readonly join?: 'all' | 'any';
  readonly timeoutMs?: number;
}

/** An edge by names. `output` may hold a path. */
export interface CaseEdge {
  readonly from: string;
  readonly output: string;
  readonly to: string;
  readonly input: string;
}

export interface CaseConnection extends CaseEdge {
  readonly contract?: string | CaseContract;
}

interface CaseContract {
  readonly name?: string;
  readonly source?: Json;
  readonly target?: Json;
  readonly policies?: readonly string[];
}

export interface CaseLoop {
  readonly id: string;
  readonly back: readonly CaseEdge[];
  readonly maxIterations?: number;
  readonly until?: string;
  readonly while?: string;
  readonly timeoutMs?: number;
  readonly onLimit?: 'fail' | 'accept';
}

export interface CaseInput {
  readonly name: string;
  readonly to: readonly { readonly node: string; readonly input: string }[];
  readonly default?: Json;
  readonly required?: boolean;
}

export interface CaseOutput {
  readonly name: string;
  readonly from: string;
  readonly output: string;
  readonly default?: Json;
  readonly required?: boolean;
}

export interface CaseOptions {
  readonly mode?: 'route-data' | 'skip-branches';
  readonly validation?: 'warn' | 'strict' | 'off';
  readonly contentAware?: boolean;
  readonly coerce?: 'lossless';
  readonly onError?: 'stop' | 'continue';
  readonly isolation?: Isolation;
  readonly unknown?: 'error' | 'warn' | 'ignore';
  readonly secrets?: Readonly<Record<string, string>>;
  readonly without?: readonly Capability[];
  readonly timeoutMs?: number;
  readonly abortAfterMs?: number;
}

export const ISOLATIONS = ['share', 'freeze', 'copy'] as const;
export type Isolation = (typeof ISOLATIONS)[number];

/** Parameters said without guessing: by node, and by name. */
export interface ParametersOf {
  readonly nodes?: Readonly<Record<string, JsonObject>>;
  readonly values?: JsonObject;
}

export interface CaseExecution {
  readonly parameters?: Json;
}

/** A large workflow by rule. */
export type Shape =
  | (Size & { readonly shape: 'chain' | 'fan-out' | 'ladder' | 'ring' })
  | (Size & { readonly shape: 'switch-row'; readonly start: number; readonly limit: number })
  | (Size & { readonly shape: 'loop'; readonly iterations: number });

interface Size {
  readonly size: number;
  readonly sample?: readonly string[];
}

/** What must come of one run. A member that is absent asks for nothing, but for what the README says of it. */
export interface Expected {
  readonly status: 'completed' | 'failed' | 'aborted' | 'refused';
  readonly verify?: readonly string[];
  readonly results?: Readonly<Record<string, JsonObject | null>>;
  readonly outcomes?: Readonly<Record<string, ExpectedOutcome>>;
  readonly error?: {
    readonly code: string;
    readonly node?: string;
    readonly loop?: string;
    readonly message?: string;
  };
  readonly loops?: Readonly<Record<string, ExpectedLoop>>;
  readonly warnings?: readonly string[];
  readonly mayRun?: readonly string[];
  /** By node: what became of the nodes inside it; `null` where nothing inside ran. */
  readonly nested?: Readonly<Record<string, Readonly<Record<string, ExpectedOutcome>> | null>>;
  readonly counts?: Readonly<Record<string, number>>;
  readonly sample?: Readonly<Record<string, JsonObject | null>>;
}

interface ExpectedOutcome {
  readonly status: string;
  readonly reason?: string;
  readonly code?: string;
}

interface ExpectedLoop {
  readonly iterations?: number;
  readonly reason?: string;
}

/** The outcomes that a case states, one for each of its runs. */
export function outcomesOf({ expected }: Case): readonly Expected[] {
  return 'executions' in expected ? expected.executions : [expected];
}

/** The workflow of a case and those inside it. */
export function graphsOf(stated: Case): readonly CaseGraph[] {
  return [stated, ...Object.values(stated.workflows ?? {})];
}

/** Whether a value of a case is an object of members. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
