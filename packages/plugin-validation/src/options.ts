import { defineOptions } from '@tenon/options';

/** What a value that does not fit means: nothing is looked at, it is a warning, or it fails the node. */
export type ValidationMode = 'off' | 'warn' | 'strict';

/** What {@link validation} may be told. */
export interface ValidationOptions {
  /**
   * What a value that does not fit means while nodes run. `warn` is the default. In every mode the workflow itself is
   * verified, and wrong configuration refuses the run.
   */
  readonly mode?: ValidationMode;
  /** Whether the metrics measure how long checks take, which costs two readings of the clock at each visit. Off by default. */
  readonly timing?: boolean;
}

/** Throws OPTION_INVALID, naming each option that is wrong. */
export const checkOptions = defineOptions<ValidationOptions>(
  'validation',
  ({ IsBoolean, IsIn, IsOptional }) => {
    class Options implements ValidationOptions {
      @IsOptional()
      @IsIn(['off', 'warn', 'strict'])
      readonly mode?: ValidationMode;

      @IsOptional()
      @IsBoolean()
      readonly timing?: boolean;
    }
    return Options;
  },
);
