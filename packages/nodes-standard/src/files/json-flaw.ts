import { messageOf } from '@tenon/core';

/** Longer texts are not searched: it takes some twenty readings. */
const LONGEST = 4 * 1024 * 1024;

/**
 * Where a text that is no JSON goes wrong, as the end of a sentence that shows nothing of the text. The engine quotes the text
 * and mostly leaves the place out, so that the place is searched: the longest beginning that could go on to be JSON.
 */
export function jsonFlaw(text: string): string {
  if (isBeginning(text)) return 'it ends too early';
  if (text.length > LONGEST) return 'it has what JSON has not';
  let good = 0;
  let bad = text.length;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (isBeginning(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  const before = text.slice(0, good).split('\n');
  return `it is wrong at line ${String(before.length)}, column ${String((before.at(-1) ?? '').length + 1)}`;
}

/** Whether a text is JSON, or only ends too early. */
function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = messageOf(error);
    if (/end of JSON input|^Unterminated/.test(message)) return true;
    const place = /at position (\d+)/.exec(message)?.[1];
    return place !== undefined && Number(place) >= text.length;
  }
}
