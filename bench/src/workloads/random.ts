/** Numbers from a seed: Lehmer's generator with the multiplier of Park and Miller (1988). */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
}
