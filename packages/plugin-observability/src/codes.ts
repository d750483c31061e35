import { type CodesOf, defineCodes } from '@tenon/core';

/** The codes of `@tenon/plugin-observability`. */
export const OBSERVABILITY_CODES = defineCodes('@tenon/plugin-observability', {
  OBSERVATION_FAILED: {
    category: 'run',
    meaning:
      'The OpenTelemetry SDK, or the function that states attributes, threw while a run was observed.',
    remedy:
      'See the cause: a span processor, a metric reader, or the option "attributes". The run goes on without it.',
  },
});

declare module '@tenon/core' {
  interface ErrorCodes extends CodesOf<typeof OBSERVABILITY_CODES> {}
}
