import { endOfRun, isAlphanumeric, isWordCharacter } from '../characters.js';
import type { Detector } from '../detector.js';
import type { TokenShape } from './token-shape.js';
import { TOKEN_SHAPES } from './token-shapes.js';

/** Fewer different characters are a drawing of a token: `ghp_xxxxxxxxxxxx`. */
const FEWEST_DIFFERENT = 6;

/** Whether a text has one of the prefixes anywhere, so that most texts are told by one look. */
const MAY_HOLD_TOKEN = new RegExp(
  TOKEN_SHAPES.flatMap(({ prefixes }) => prefixes)
    .map((prefix) => prefix.replace(/[.?]/g, '\\$&'))
    .join('|'),
);

/** Whether a text is worth asking {@link TOKEN_DETECTORS} about. */
export function mayHoldToken(text: string): boolean {
  return MAY_HOLD_TOKEN.test(text);
}

/** A detector for each shape of {@link TOKEN_SHAPES}. */
export const TOKEN_DETECTORS: readonly Detector[] = TOKEN_SHAPES.map((shape) => ({
  detector: shape.detector,
  holds: shape.holds,
  source: shape.source,
  isIn: (text) => shape.prefixes.some((prefix) => holdsToken(text, prefix, shape)),
}));

/** Goes on behind each run of characters that it has counted, so that each is counted once. */
function holdsToken(
  text: string,
  prefix: string,
  { isOf, least, most = Infinity }: TokenShape,
): boolean {
  for (let at = text.indexOf(prefix); at !== -1; ) {
    const from = at + prefix.length;
    const end = endOfRun(text, from, isOf);
    const isWord = isWordCharacter(prefix.charCodeAt(0));
    const isWithin = isWord && isWordCharacter(text.charCodeAt(at - 1));
    const isAlone = !isWithin && !isAlphanumeric(text.charCodeAt(end));
    if (isAlone && end - from >= least && end - from <= most && isVaried(text.slice(from, end))) {
      return true;
    }
    at = text.indexOf(prefix, end);
  }
  return false;
}

function isVaried(text: string): boolean {
  const characters = new Set<string>();
  for (const character of text) {
    characters.add(character);
    if (characters.size === FEWEST_DIFFERENT) return true;
  }
  return false;
}
