/** Up to this length the platform's search takes time proportional to the text, whatever the two are made of. */
const SHORT = 64;

/**
 * Whether a text contains another, in time linear in both. The platform's own search is quadratic for long texts that
 * repeat themselves (a second for 250 kB), so long ones are searched as Knuth, Morris and Pratt have it (1977).
 */
export function containsText(text: string, part: string): boolean {
  if (part.length <= SHORT || part.length > text.length) return text.includes(part);
  const borders = bordersOf(part);
  let matched = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    while (matched > 0 && unit !== part.charCodeAt(matched)) matched = borders[matched - 1] ?? 0;
    if (unit === part.charCodeAt(matched)) matched++;
    if (matched === part.length) return true;
  }
  return false;
}

/** For each prefix, the length of the longest shorter prefix that it also ends with. */
function bordersOf(part: string): Uint32Array {
  const borders = new Uint32Array(part.length);
  let length = 0;
  for (let i = 1; i < part.length; i++) {
    const unit = part.charCodeAt(i);
    while (length > 0 && unit !== part.charCodeAt(length)) length = borders[length - 1] ?? 0;
    if (unit === part.charCodeAt(length)) length++;
    borders[i] = length;
  }
  return borders;
}
