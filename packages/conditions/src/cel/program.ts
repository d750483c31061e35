import type { ConditionValues, Evidence } from '../condition.js';
import { directly } from './direct.js';
import { evaluation } from './environment.js';
import { explain } from './explain.js';
import { Failure } from './failure.js';
import { Meter } from './meter.js';
import { print } from './print.js';
import type { Term } from './term.js';
import { type CelValue, kindOf, unwrap } from './values.js';
import type { Variable } from './variables.js';

/** A term ready to be evaluated, any number of times. */
export class Program {
  readonly variables: readonly Variable[];
  private readonly evaluate: (frame: Frame) => unknown;
  private readonly origins: ReadonlyMap<number, number>;
  /** The short way, where the term has one. */
  private readonly direct: ((values: ConditionValues) => boolean | undefined) | undefined;

  /** Throws what the library throws where it refuses the term, which reading should have done. */
  constructor(term: Term) {
    const { text, variables, origins } = print(term);
    const program = evaluation().parse(text);
    const { valid, error } = program.check();
    if (!valid) throw error ?? new Error(text);
    this.evaluate = program;
    this.variables = variables;
    this.origins = origins;
    this.direct = directly(term);
  }

  /** Whether the condition holds for these values. Throws {@link Failure}. */
  run(values: ConditionValues): boolean {
    const known = this.direct?.(values);
    if (known !== undefined) return known;
    const result = this.runIn(new Frame(this.variables, values, undefined));
    if (typeof result === 'boolean') return result;
    throw new Failure(`gives ${kindOf(result)}, not true or false`);
  }

  /** What the term gives for these values. Throws {@link Failure}. */
  value(values: ConditionValues): unknown {
    return unwrap(this.runIn(new Frame(this.variables, values, undefined)));
  }

  /** What an evaluation reads, in order and each once. */
  trace(values: ConditionValues): Evidence[] {
    const read = new Map<Variable, CelValue>();
    try {
      this.runIn(new Frame(this.variables, values, read));
    } catch {
      // What it had read by then is what there is to say.
    }
    return [...read].flatMap(([{ name }, value]) =>
      name === undefined ? [] : [{ name, value: unwrap(value) }],
    );
  }

  private runIn(frame: Frame): unknown {
    try {
      return this.evaluate(frame);
    } catch (error) {
      throw explain(error, this.origins);
    }
  }
}

/**
 * What the library sees of one evaluation: `meter`, and the variables, each read when evaluation comes to it. A class of its
 * own for each program, with an accessor for each variable, takes three times as long to make.
 */
class Frame extends Map<string, CelValue | Meter> {
  private readonly meter = new Meter();

  constructor(
    private readonly variables: readonly Variable[],
    private readonly given: ConditionValues,
    private readonly read: Map<Variable, CelValue> | undefined,
  ) {
    super();
  }

  /** `v0`, `v1`, … and `meter`: the names that printing writes. */
  override get(name: string): CelValue | Meter {
    const variable = this.variables[Number(name.slice(1))];
    if (variable === undefined) return this.meter;
    const value = variable.read(this.given, this.meter);
    this.read?.set(variable, value);
    return value;
  }
}
