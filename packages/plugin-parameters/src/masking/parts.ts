import { textsIn } from '../templates/map-texts.js';

/** A line of a secret, and a text in its JSON, has so many characters where it is masked by itself; no more than so many do. */
const SHORTEST_INNER = 16;
const MOST_INNER = 256;

/**
 * What of a secret is masked by itself: all of it, also without the space around it, its lines, the texts in it where it is
 * JSON (the key of an account, in a file of them), and the password in it where it is an address (of a database).
 */
export function partsOf(secret: string): ReadonlySet<string> {
  const inner: string[] = [];
  for (const text of [secret, ...jsonTexts(secret)]) {
    if (text !== secret) inner.push(text);
    if (text.includes('\n')) inner.push(...text.split('\n', MOST_INNER).map((line) => line.trim()));
  }
  const long = inner.filter((text) => text.length >= SHORTEST_INNER).slice(0, MOST_INNER);
  return new Set([secret, secret.trim(), ...passwordIn(secret), ...long]);
}

function jsonTexts(secret: string): string[] {
  if (!/^\s*[[{]/.test(secret)) return [];
  try {
    return Array.from(textsIn(JSON.parse(secret)), ({ text }) => text);
  } catch {
    return [];
  }
}

/** As it is written in the address, and as it is handed to whom it is for. */
function passwordIn(secret: string): string[] {
  if (!/^[a-z][a-z\d+.-]*:\/\/[^/\s]*@/i.test(secret) || !URL.canParse(secret)) return [];
  const { password } = new URL(secret);
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password]; // a percent sign that begins no escape
  }
}
