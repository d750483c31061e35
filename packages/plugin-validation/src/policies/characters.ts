// Classes of characters by UTF-16 code. The code behind the end of a text, `NaN`, is in none of them.

/** `0` to `9`. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** `A` to `Z`. */
function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}

/** A letter of ASCII. */
export function isLetter(code: number): boolean {
  return isUpper(code) || (code >= 97 && code <= 122);
}

/** A letter or digit of ASCII. */
export function isAlphanumeric(code: number): boolean {
  return isLetter(code) || isDigit(code);
}

/** A letter or digit of ASCII, or `_`. */
export function isWordCharacter(code: number): boolean {
  return isAlphanumeric(code) || code === 95;
}

/** A word character or `-`: the alphabet of Base64 for URLs, which many tokens use. */
export function isUrlSafe(code: number): boolean {
  return isWordCharacter(code) || code === 45;
}

/** A digit or an upper-case letter. */
export function isUpperOrDigit(code: number): boolean {
  return isUpper(code) || isDigit(code);
}

/** A digit of a hexadecimal number. */
export function isHex(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}

/** Beyond ASCII: in names and addresses, letters of other alphabets. */
export function isBeyondAscii(code: number): boolean {
  return code > 127;
}

/** A space of any kind, a tab, or the end of a line. */
export function isBlank(code: number): boolean {
  if (code < 128) return code === 32 || (code >= 9 && code <= 13);
  return (
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200b) ||
    (code >= 0x2028 && code <= 0x202f) ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

/** Where the characters of a class end that begin at `from`; looks no further than `limit`. */
export function endOfRun(
  text: string,
  from: number,
  isIn: (code: number) => boolean,
  limit = text.length,
): number {
  let end = from;
  while (end < limit && isIn(text.charCodeAt(end))) end++;
  return end;
}

/** Where the characters of a class begin that end at `to`; looks no further back than `limit`. */
export function startOfRun(
  text: string,
  to: number,
  isIn: (code: number) => boolean,
  limit = 0,
): number {
  let start = to;
  while (start > limit && isIn(text.charCodeAt(start - 1))) start--;
  return start;
}

/** Whether a text has a character of a class. */
export function hasCharacter(text: string, isIn: (code: number) => boolean): boolean {
  for (let i = 0; i < text.length; i++) if (isIn(text.charCodeAt(i))) return true;
  return false;
}
