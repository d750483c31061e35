import type { ConditionValues, Evidence } from '../condition.js';
import { EVALUATION } from './environment.js';
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
  private readonly makeFrame: FrameClass;
  private readonly origins: ReadonlyMap<number, number>;

  /** Throws what the library throws where it refuses the term, which reading should have done. */
  constructor(term: Term) {
    const { text, variables, origins } = print(term);
    const program = EVALUATION.parse(text);
    const { valid, error } = program.check();
    if (!valid) throw error ?? new Error(text);
    this.evaluate = program;
    this.variables = variables;
    this.origins = origins;
    this.makeFrame = frameClassOf(variables);
  }

  /** Whether the condition holds for these values. Throws {@link Failure}. */
  run(values: ConditionValues): boolean {
    return this.runIn(new this.makeFrame(values));
  }

  /** What an evaluation reads, in order and each once. */
  trace(values: ConditionValues): Evidence[] {
    const read = new Map<Variable, CelValue>();
    try {
      this.runIn(new this.makeFrame(values, read));
    } catch {
      // What it had read by then is what there is to say.
    }
    return [...read].flatMap(([{ name }, value]) =>
      name === undefined ? [] : [{ name, value: unwrap(value) }],
    );
  }

  private runIn(frame: Frame): boolean {
    let result: unknown;
    try {
      result = this.evaluate(frame);
    } catch (error) {
      throw explain(error, this.origins);
    }
    if (typeof result === 'boolean') return result;
    throw new Failure(`gives ${kindOf(result)}, not true or false`);
  }
}

/** What the library sees of one evaluation: `meter`, and the variables as accessors, so that each is read when it is come to. */
class Frame {
  readonly meter = new Meter();

  constructor(
    readonly values: ConditionValues,
    readonly read?: Map<Variable, CelValue>,
  ) {}
}

type FrameClass = new (values: ConditionValues, read?: Map<Variable, CelValue>) => Frame;

/** One class for each program: the accessors are then as fast as members. */
function frameClassOf(variables: readonly Variable[]): FrameClass {
  class ProgramFrame extends Frame {}
  variables.forEach((variable, i) => {
    Object.defineProperty(ProgramFrame.prototype, `v${String(i)}`, {
      get(this: Frame): CelValue {
        const value = variable.read(this.values, this.meter);
        this.read?.set(variable, value);
        return value;
      },
    });
  });
  return ProgramFrame;
}
