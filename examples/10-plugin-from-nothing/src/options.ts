import { defineOptions } from '@tenon/options';

/** What {@link breaker} takes. */
export interface BreakerOptions {
  /** The node types to look after. */
  readonly types: readonly string[];
  /** Failures in a row after which a type is not called. Default 5. */
  readonly failures?: number;
  /** How long it is not called, in milliseconds. Default 30,000. */
  readonly restMs?: number;
}

/** Throws OPTION_INVALID, naming every option that is wrong. */
export const checkOptions = defineOptions<BreakerOptions>(
  'breaker',
  ({ ArrayNotEmpty, IsInt, IsOptional, IsPositive, IsString, Min }) => {
    class Options implements BreakerOptions {
      @ArrayNotEmpty()
      @IsString({ each: true })
      readonly types!: readonly string[];

      @IsOptional()
      @IsInt()
      @Min(1)
      readonly failures?: number;

      @IsOptional()
      @IsPositive()
      readonly restMs?: number;
    }
    return Options;
  },
);
