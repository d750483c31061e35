/** Longer names are data that is used as a name, and are not taken apart. */
const LONGEST_NAME = 128;

/** An acronym, a word with or without a capital, or digits. */
const WORD = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Nd}+/gu;

/**
 * The words of a name in lower case, whichever way it joins them: `apiKey`, `API_KEY`, `api-key` and `APIKey` are `api` and
 * `key`. Digits are words of their own. None for names of more than 128 characters.
 */
export function wordsOf(name: string): readonly string[] {
  if (name.length > LONGEST_NAME) return [];
  return (name.match(WORD) ?? []).map((word) => word.toLowerCase());
}

/**
 * Takes a word apart that is made of known words alone, as `clientsecret` is; any other word is answered as it is. Takes
 * the longest known word from the end each time.
 */
export function splitJoined(word: string, known: ReadonlySet<string>): readonly string[] {
  const parts: string[] = [];
  let end = word.length;
  while (end > 0) {
    let start = 0;
    while (start < end && !known.has(word.slice(start, end))) start++;
    if (start === end) return [word];
    parts.unshift(word.slice(start, end));
    end = start;
  }
  return parts;
}
