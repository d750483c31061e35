/**
 * The ten steps of a run by name. A plugin states the stage of the step it is, or a number between two of them; stages
 * are far enough apart that there is always one.
 */
export const STAGES = Object.freeze({
  limits: 100,
  access: 200,
  parameters: 300,
  validation: 400,
  audit: 500,
  tracking: 600,
  cycles: 700,
  conditional: 800,
  execution: 900,
  results: 1000,
});

/** The name of a step. */
export type StageName = keyof typeof STAGES;

/** A stage for people: `300 (parameters)`, or the number alone between two steps. */
export function stageText(stage: number): string {
  const name = Object.entries(STAGES).find(([, value]) => value === stage)?.[0];
  return name === undefined ? String(stage) : `${stage} (${name})`;
}
