import { describeValue, isPlainObject, type ResourceLimits } from '@tenon/core';
import { defineOptions, LONGEST_MS } from '@tenon/options';

/** How much one tenant may have at a time. */
export interface TenantLimits {
  /** Runs at a time. */
  readonly concurrentRuns?: number;
  /** Runs waiting: its share of the queue. 0 makes no run of it wait. */
  readonly queuedRuns?: number;
}

/** How much each tenant may have at a time. Where nothing is said, as much as there is. */
export interface TenantOptions extends TenantLimits {
  /** What differs for single tenants, by key. A map, so that every key is a key. */
  readonly of?: ReadonlyMap<string, TenantLimits>;
}

/** What {@link runQueue} may be told. */
export interface RunQueueOptions {
  /** Runs at a time. Default 10. */
  readonly concurrentRuns?: number;
  /** Runs waiting; 0 turns away what cannot start at once. Default 1,000. */
  readonly queuedRuns?: number;
  /** Milliseconds a run may wait when it says nothing of its own. As long as it takes where nothing is said. */
  readonly maxWaitMs?: number;
  /**
   * Milliseconds of waiting that count as much as one step of priority. Where nothing is said runs do not age: one of a low
   * priority waits as long as its tenant has others of a higher one.
   */
  readonly agingMs?: number;
  readonly tenants?: TenantOptions;
  /** What each run may use, as the option `limits` of a runtime without a queue says it. */
  readonly limits?: Partial<Pick<ResourceLimits, 'nodeVisits' | 'wallMs' | 'heapBytes'>>;
}

/** Throws OPTION_INVALID, naming each option that is wrong. */
export const checkOptions = defineOptions<RunQueueOptions>(
  'runQueue',
  ({ IsInt, IsNumber, IsObject, IsOptional, IsPositive, Max, Min, ValidateBy }) => {
    class Options implements RunQueueOptions {
      @IsOptional()
      @IsInt()
      @Min(1)
      readonly concurrentRuns?: number;

      @IsOptional()
      @IsInt()
      @Min(0)
      readonly queuedRuns?: number;

      @IsOptional()
      @IsNumber()
      @IsPositive()
      @Max(LONGEST_MS)
      readonly maxWaitMs?: number;

      @IsOptional()
      @IsNumber()
      @IsPositive()
      @Max(LONGEST_MS)
      readonly agingMs?: number;

      @IsOptional()
      @ValidateBy({
        name: 'tenants',
        validator: {
          validate: (value) => tenantsFlaw(value) === undefined,
          defaultMessage: (facts) => tenantsFlaw(facts?.value) ?? '',
        },
      })
      readonly tenants?: TenantOptions;

      // The guard that takes them checks them.
      @IsOptional()
      @IsObject()
      readonly limits?: NonNullable<RunQueueOptions['limits']>;
    }
    return Options;
  },
);

const LEAST: Readonly<Record<keyof TenantLimits, number>> = { concurrentRuns: 1, queuedRuns: 0 };

/** What is wrong with the limits of tenants, to stand behind "and"; `undefined` where nothing is. */
function tenantsFlaw(value: unknown): string | undefined {
  if (!isPlainObject(value)) return 'must be an object';
  const { of, ...each } = value;
  const flaw = limitsFlaw(each);
  if (flaw !== undefined) return `its ${flaw}`;
  if (of === undefined) return undefined;
  if (!(of instanceof Map)) return 'its "of" must be a Map of tenants and their limits';
  for (const [tenant, limits] of of as ReadonlyMap<unknown, unknown>) {
    if (typeof tenant !== 'string') return `its "of" has the key ${describeValue(tenant)}`;
    const found = isPlainObject(limits) ? limitsFlaw(limits) : 'limits must be an object';
    if (found !== undefined) return `for ${describeValue(tenant)} its ${found}`;
  }
  return undefined;
}

function limitsFlaw(limits: object): string | undefined {
  for (const [name, value] of Object.entries<unknown>(limits as Record<string, unknown>)) {
    if (!Object.hasOwn(LEAST, name)) {
      const where = isPlainObject(value) ? ': limits of single tenants stand in "of"' : '';
      return `limit ${describeValue(name)} is not one there is${where}`;
    }
    const least = LEAST[name as keyof TenantLimits];
    if (value === undefined || (Number.isSafeInteger(value) && (value as number) >= least))
      continue;
    return `${describeValue(name)} must be an integer from ${String(least)} on, and is ${describeValue(value)}`;
  }
  return undefined;
}
