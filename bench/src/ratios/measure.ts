/** One way of doing a piece of work; answers its checksum. */
export interface Contender {
  readonly name: string;
  run(): Promise<number>;
}

export interface Measurement {
  readonly name: string;
  /** Median over the rounds, in nanoseconds for each node. */
  readonly nanoseconds: number;
}

/** How long to measure. */
export interface Effort {
  readonly warmUp: number;
  readonly rounds: number;
  readonly runsPerRound: number;
}

/**
 * Measures contenders in interleaved rounds, so that what disturbs the machine disturbs them alike. Every run's checksum
 * is compared; throws where two contenders did not do the same work.
 */
export async function measure(
  contenders: readonly Contender[],
  nodes: number,
  { warmUp, rounds, runsPerRound }: Effort,
): Promise<readonly Measurement[]> {
  const expected = await contenders[0]?.run();
  const checked = async (contender: Contender, runs: number): Promise<number> => {
    const start = performance.now();
    for (let i = 0; i < runs; i++) {
      const sum = await contender.run();
      if (sum !== expected) {
        throw new Error(`"${contender.name}" gave ${String(sum)}, not ${String(expected)}.`);
      }
    }
    return performance.now() - start;
  };
  for (const contender of contenders) await checked(contender, warmUp);
  const times = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, contender] of contenders.entries()) {
      const elapsed = await checked(contender, runsPerRound);
      times[i]?.push((elapsed * 1e6) / runsPerRound / nodes);
    }
  }
  return contenders.map(({ name }, i) => ({ name, nanoseconds: median(times[i] ?? []) }));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
