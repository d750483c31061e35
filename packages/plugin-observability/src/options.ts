import type { Attributes, MeterProvider, TracerProvider } from '@opentelemetry/api';
import type { Run } from '@tenon/core';
import { defineOptions, LONGEST_MS, type Validators } from '@tenon/options';

/** What {@link observability} may be told. */
export interface ObservabilityOptions {
  /** Whether runs, nodes and attempts are spans. On by default; nothing is made while no SDK is registered. */
  readonly tracing?: boolean;
  /** Whether runs and nodes are measured. On by default; nothing is measured while no SDK is registered. */
  readonly metrics?: boolean;
  /** Whether the service {@link Health} is bound, which costs two counters for each run. On by default. */
  readonly health?: boolean;
  /** Where tracers come from; the API's global one where nothing is said. */
  readonly tracerProvider?: TracerProvider;
  /** Where meters come from; the API's global one where nothing is said. */
  readonly meterProvider?: MeterProvider;
  /** Attributes of a host's own for the span of a run: its tenant, say. They are masked as all others are. */
  readonly attributes?: (run: Run) => Attributes;
  /** How many nodes have a label of their own in metrics; the rest are `other`. Default 200, 0 for none. */
  readonly nodeLabels?: number;
  /** Whether the health snapshot tells the delay of the event loop, for which a timer of Node runs. Off by default. */
  readonly eventLoopDelay?: boolean;
  /** How many failures the health snapshot shows, the last first. Default 20. */
  readonly recentFailures?: number;
  /** How long a part may take to say how it stands, in milliseconds. Default 1,000. */
  readonly partTimeoutMs?: number;
}

/** More series than most stores take from one process. */
const MOST_NODE_LABELS = 100_000;
/** Failures are kept in memory, with their messages. */
const MOST_FAILURES = 1_000;

/** Throws OPTION_INVALID, naming each option that is wrong. */
export const checkOptions = defineOptions<ObservabilityOptions>('observability', (validators) => {
  const { IsBoolean, IsInt, IsNumber, IsOptional, IsPositive, Max, Min } = validators;
  const Has = having(validators);

  class Options implements ObservabilityOptions {
    @IsOptional()
    @IsBoolean()
    readonly tracing?: boolean;

    @IsOptional()
    @IsBoolean()
    readonly metrics?: boolean;

    @IsOptional()
    @IsBoolean()
    readonly health?: boolean;

    @IsOptional()
    @Has('getTracer')
    readonly tracerProvider?: TracerProvider;

    @IsOptional()
    @Has('getMeter')
    readonly meterProvider?: MeterProvider;

    @IsOptional()
    @Has()
    readonly attributes?: (run: Run) => Attributes;

    @IsOptional()
    @Max(MOST_NODE_LABELS)
    @Min(0)
    @IsInt()
    readonly nodeLabels?: number;

    @IsOptional()
    @IsBoolean()
    readonly eventLoopDelay?: boolean;

    @IsOptional()
    @Max(MOST_FAILURES)
    @Min(0)
    @IsInt()
    readonly recentFailures?: number;

    @IsOptional()
    @Max(LONGEST_MS)
    @IsPositive()
    @IsNumber()
    readonly partTimeoutMs?: number;
  }
  return Options;
});

/** A decorator for what must be a function, or an object with a method. */
function having({ ValidateBy }: Validators): (method?: string) => PropertyDecorator {
  return (method) =>
    ValidateBy({
      name: 'has',
      validator: {
        validate: (value: unknown) =>
          typeof (method === undefined
            ? value
            : (Object(value) as Readonly<Record<string, unknown>>)[method]) === 'function',
        defaultMessage: () =>
          method === undefined
            ? '$property must be a function'
            : `$property must be an object with a method ${method}(…)`,
      },
    });
}
