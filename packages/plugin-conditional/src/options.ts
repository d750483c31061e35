import { defineOptions } from '@tenon/options';

/** How skipped nodes appear in results: as `null` (`route-data`), or not at all (`skip-branches`). */
export type BranchMode = 'route-data' | 'skip-branches';

/** What {@link conditional} may be told. */
export interface ConditionalOptions {
  /** Which nodes run does not depend on it. Default `route-data`. */
  readonly mode?: BranchMode;
  /** Whether the kinds `branch`, `switch-on`, `partition` and `merge` are bound for workflow files. Default `true`. */
  readonly kinds?: boolean;
}

/** Throws OPTION_INVALID, naming each option that is wrong. */
export const checkOptions = defineOptions<ConditionalOptions>(
  'conditional',
  ({ IsBoolean, IsIn, IsOptional }) => {
    class Options implements ConditionalOptions {
      @IsOptional()
      @IsIn(['route-data', 'skip-branches'])
      readonly mode?: BranchMode;

      @IsOptional()
      @IsBoolean()
      readonly kinds?: boolean;
    }
    return Options;
  },
);
