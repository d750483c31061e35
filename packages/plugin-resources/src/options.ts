import { defineOptions, LONGEST_MS } from '@tenon/options';
import type { Resource } from './resource.js';

/** What {@link resources} may be told. */
export interface ResourcesOptions {
  /** The resources that nodes may need; those bound as `Resource` in the container are added. */
  readonly define?: readonly Resource[];
  /** Milliseconds that all resources together may take to be disposed of. Default 20,000. */
  readonly disposeTimeoutMs?: number;
}

/** Throws OPTION_INVALID, naming each option that is wrong. */
export const checkOptions = defineOptions<ResourcesOptions>(
  'resources',
  ({ IsArray, IsNumber, IsOptional, IsPositive, Max }) => {
    class Options implements ResourcesOptions {
      @IsOptional()
      @IsArray()
      readonly define?: readonly Resource[];

      @IsOptional()
      @Max(LONGEST_MS)
      @IsPositive()
      @IsNumber()
      readonly disposeTimeoutMs?: number;
    }
    return Options;
  },
);
