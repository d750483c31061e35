import type { Masker } from '../masking/mask.js';

/**
 * What a value's JSON says, without secrets. Values that make their own JSON (URLs, buffers, class instances) are asked for
 * it here, so that what they say is masked too.
 */
export function maskedJson(value: unknown, mask: Masker): unknown {
  const masked = mask.value(value);
  try {
    return mask.value(JSON.parse(JSON.stringify(masked)) as unknown);
  } catch {
    return masked; // cycles, big integers: for whoever writes the JSON to fail on
  }
}
