import { defineOptions } from '@tenon/options';

/** What {@link parameters} may be told. */
export interface ParametersOptions {
  /** What a parameter that nothing takes means: it refuses the run (`error`, default), is a warning, or nothing. */
  readonly unknown?: 'error' | 'warn' | 'ignore';
  /** Converts parameters and configuration to the type that a port declares, where that loses nothing. Off by default. */
  readonly coerce?: 'lossless';
  /** Milliseconds that the secret provider may take for all secrets of a run. Default 10,000. */
  readonly secretTimeoutMs?: number;
}

/** Throws OPTION_INVALID, naming each option that is wrong. */
export const checkOptions = defineOptions<ParametersOptions>(
  'parameters',
  ({ IsIn, IsNumber, IsOptional, IsPositive }) => {
    class Options implements ParametersOptions {
      @IsOptional()
      @IsIn(['error', 'warn', 'ignore'])
      readonly unknown?: 'error' | 'warn' | 'ignore';

      @IsOptional()
      @IsIn(['lossless'])
      readonly coerce?: 'lossless';

      @IsOptional()
      @IsPositive()
      @IsNumber()
      readonly secretTimeoutMs?: number;
    }
    return Options;
  },
);
