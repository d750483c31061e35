import { describeValue, RuntimeError } from '@tenon/core';
import { defineOptions, LONGEST_MS } from '@tenon/options';

const MUST_BE_FUNCTION = '$property must be a function';

interface Spec {
  readonly name: unknown;
  readonly create: unknown;
  readonly check?: unknown;
  readonly dispose?: unknown;
  readonly breaks?: unknown;
  readonly shared?: unknown;
  readonly max?: unknown;
  readonly waitTimeoutMs?: unknown;
  readonly createTimeoutMs?: unknown;
  readonly checkAfterIdleMs?: unknown;
  readonly checkTimeoutMs?: unknown;
  readonly disposeTimeoutMs?: unknown;
}

const checkFields = defineOptions<Spec>(
  'defineResource',
  ({
    IsBoolean,
    IsInstance,
    IsInt,
    IsNotEmpty,
    IsNumber,
    IsOptional,
    IsPositive,
    IsString,
    Max,
    Min,
  }) => {
    class Options implements Spec {
      @IsNotEmpty()
      @IsString()
      readonly name!: string;

      @IsInstance(Function, { message: MUST_BE_FUNCTION })
      readonly create!: () => unknown;

      @IsOptional()
      @IsInstance(Function, { message: MUST_BE_FUNCTION })
      readonly check?: () => unknown;

      @IsOptional()
      @IsInstance(Function, { message: MUST_BE_FUNCTION })
      readonly dispose?: () => unknown;

      @IsOptional()
      @IsInstance(Function, { message: MUST_BE_FUNCTION })
      readonly breaks?: () => unknown;

      @IsOptional()
      @IsBoolean()
      readonly shared?: boolean;

      @IsOptional()
      @Max(LONGEST_MS)
      @IsPositive()
      @IsInt()
      readonly max?: number;

      @IsOptional()
      @Max(LONGEST_MS)
      @IsPositive()
      @IsNumber()
      readonly waitTimeoutMs?: number;

      @IsOptional()
      @Max(LONGEST_MS)
      @IsPositive()
      @IsNumber()
      readonly createTimeoutMs?: number;

      @IsOptional()
      @Max(LONGEST_MS)
      @Min(0)
      @IsNumber()
      readonly checkAfterIdleMs?: number;

      @IsOptional()
      @Max(LONGEST_MS)
      @IsPositive()
      @IsNumber()
      readonly checkTimeoutMs?: number;

      @IsOptional()
      @Max(LONGEST_MS)
      @IsPositive()
      @IsNumber()
      readonly disposeTimeoutMs?: number;
    }
    return Options;
  },
);

/** A frozen copy of what declares a resource. Throws OPTION_INVALID, naming everything that is wrong. */
export function checkSpec(spec: object | undefined): object {
  // What is missing altogether has no name either.
  const fields = Object.entries(checkFields(spec ?? {})).filter(([, value]) => value !== null);
  const checked = Object.freeze(Object.fromEntries(fields)) as Partial<Spec>;
  const isShared = checked.shared === true;
  if (isShared !== (checked.max !== undefined)) return checked;
  const name = describeValue(checked.name);
  throw new RuntimeError(
    'OPTION_INVALID',
    isShared
      ? `Resource ${name} is shared, and has a "max" as well.`
      : `Resource ${name} does not say how many there may be.`,
    {
      hint: 'Say shared: true for one that all use at once, or max: 5 for so many, each leased to one at a time.',
    },
  );
}
