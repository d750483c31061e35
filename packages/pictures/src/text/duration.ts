/** What would be rounded to nothing, in milliseconds. */
const SHORTEST = 0.05;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Milliseconds in words of a few characters: `0.4 ms`, `12 ms`, `3.2 s`, `5 min 20 s`, `2 h 5 min`. */
export function duration(ms: number): string {
  if (ms > 0 && ms < SHORTEST) return '< 0.1 ms';
  if (ms < 10) return `${trimmed(ms)} ms`;
  if (ms < SECOND) return `${String(Math.round(ms))} ms`;
  if (ms < 10 * SECOND) return `${trimmed(ms / SECOND)} s`;
  if (ms < MINUTE) return `${String(Math.round(ms / SECOND))} s`;
  if (ms < HOUR) return two(ms, MINUTE, 'min', SECOND, 's');
  return two(ms, HOUR, 'h', MINUTE, 'min');
}

function trimmed(value: number): string {
  return String(Number(value.toFixed(1)));
}

function two(ms: number, large: number, name: string, small: number, smallName: string): string {
  const units = Math.round(ms / small);
  const rest = units % (large / small);
  const whole = `${String((units - rest) / (large / small))} ${name}`;
  return rest === 0 ? whole : `${whole} ${String(rest)} ${smallName}`;
}
