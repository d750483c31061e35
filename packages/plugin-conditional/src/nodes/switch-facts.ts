import {
  type Condition,
  type ConditionFlaw,
  type ConditionFunctions,
  type ConditionSource,
  type NameType,
  parseCondition,
} from '@tenon/conditions';
import type { NodeDefinition } from '@tenon/core';

const SWITCH = Symbol.for('tenon.Switch');

/** One case of a switch as its author wrote it. */
export interface SwitchCase {
  /** The port. */
  readonly name: string;
  readonly when: ConditionSource;
}

/** A case that was read. */
export interface ReadCase {
  readonly name: string;
  /** `undefined` where it has flaws. */
  readonly condition: Condition | undefined;
  readonly flaws: readonly ConditionFlaw[];
}

/** What a switch is declared with. */
export interface SwitchDeclaration {
  readonly form: 'branch' | 'switch-on' | 'partition';
  readonly cases: readonly SwitchCase[];
  readonly otherwise: string | undefined;
  readonly multiple: boolean;
  /** `undefined` where nothing is said. */
  readonly onNoMatch: 'error' | 'skip' | undefined;
  /** What conditions may read. */
  readonly names: ReadonlyMap<string, NameType>;
}

/**
 * What is known of a node made by `branch`, `switchOn` or `partition` beside its ports. It is part of the definition, so
 * that verification and the picture of a workflow see cases and conditions.
 */
export class SwitchFacts implements SwitchDeclaration {
  readonly form: SwitchDeclaration['form'];
  readonly cases: readonly SwitchCase[];
  readonly otherwise: string | undefined;
  readonly multiple: boolean;
  readonly onNoMatch: SwitchDeclaration['onNoMatch'];
  readonly names: ReadonlyMap<string, NameType>;
  /** A definition may stand in many workflows and runtimes; its conditions are read once for each set of functions. */
  readonly #read = new WeakMap<object, readonly ReadCase[]>();

  constructor(declared: SwitchDeclaration) {
    this.form = declared.form;
    this.cases = declared.cases;
    this.otherwise = declared.otherwise;
    this.multiple = declared.multiple;
    this.onNoMatch = declared.onNoMatch;
    this.names = declared.names;
  }

  /** The cases with what their conditions were read as, where these functions may be called. */
  read(functions: ConditionFunctions | undefined): readonly ReadCase[] {
    const key = functions ?? NO_FUNCTIONS;
    let cases = this.#read.get(key);
    if (cases === undefined) {
      cases = this.cases.map(({ name, when }) => {
        const { condition, flaws = [] } = parseCondition(when, { names: this.names, functions });
        return Object.freeze({ name, condition, flaws });
      });
      this.#read.set(key, Object.freeze(cases));
    }
    return cases;
  }
}

const NO_FUNCTIONS = Object.freeze({});

/** The definition with what is known of the switch. Copies of it keep that. */
export function withFacts<D extends NodeDefinition>(definition: D, facts: SwitchFacts): D {
  return Object.freeze({ ...definition, [SWITCH]: facts });
}

/** What is known of a definition made by `branch`, `switchOn` or `partition`, also by those of another copy of the package. */
export function switchFactsOf(definition: NodeDefinition | undefined): SwitchFacts | undefined {
  return (definition as { readonly [SWITCH]?: SwitchFacts } | undefined)?.[SWITCH];
}
