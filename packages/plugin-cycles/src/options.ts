import { defineOptions } from '@tenon/options';

/** Iterations counted by 32 bits, as the core counts them. */
export const MOST_ITERATIONS = 2 ** 31 - 1;

/** What {@link cycles} may be told. */
export interface CyclesOptions {
  /** Iterations at most of a loop that states no number of its own. Default 1,000. */
  readonly maxIterations?: number;
  /** Milliseconds between two events that tell of a loop's progress. Default 100; 0 tells of each iteration. */
  readonly progressMs?: number;
}

/** Throws OPTION_INVALID, naming each option that is wrong. */
export const checkOptions = defineOptions<CyclesOptions>(
  'cycles',
  ({ IsInt, IsNumber, IsOptional, Max, Min }) => {
    class Options implements CyclesOptions {
      @IsOptional()
      @IsInt()
      @Min(1)
      @Max(MOST_ITERATIONS)
      readonly maxIterations?: number;

      @IsOptional()
      @IsNumber()
      @Min(0)
      readonly progressMs?: number;
    }
    return Options;
  },
);
