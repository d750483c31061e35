/** How many workflows each property tries; `RUNS` in the environment asks for more. */
export const RUNS = { numRuns: Number(process.env['RUNS'] ?? 1200) };
