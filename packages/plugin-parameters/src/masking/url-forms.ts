/**
 * How a text may stand in a URL: by the functions that escape a part of one, by the strict rule of RFC 3986, as a form
 * writes it, and as an address is written by those who put it there unescaped (WHATWG URL, percent-encode sets).
 */
export function urlForms(text: string): readonly string[] {
  const whole = text.replace(/\p{Surrogate}/gu, '\ufffd'); // half of a pair has no form in a URL
  const component = encodeURIComponent(whole);
  const strict = component.replace(/[!'()*]/g, (sign) => `%${hexOf(sign).toUpperCase()}`);
  const query = new URLSearchParams([['', whole]]).toString().slice(1);
  return [component, strict, query, encodeURI(whole), ...writtenForms(whole)].flatMap((form) => [
    form,
    form.replace(/%[\dA-F]{2}/g, (escape) => escape.toLowerCase()),
  ]);
}

/** The parts of an address, each of which escapes characters of its own. */
const PLACES = ['username', 'pathname', 'search', 'hash'] as const;

/**
 * What becomes of a text in each part of an address. Character by character, because as a whole an address may take it for
 * something else: dots for a step up, and what begins with a percent sign for an escape.
 */
function writtenForms(text: string): string[] {
  const url = new URL('https://host');
  const characters = new Set(text);
  return PLACES.map((place) => {
    const written = new Map<string, string>();
    for (const character of characters) {
      url[place] = `a${character}a`;
      written.set(character, /a(.*)a$/.exec(url[place])?.[1] ?? character);
    }
    return Array.from(text, (character) => written.get(character) ?? '').join('');
  });
}

function hexOf(character: string): string {
  return character.charCodeAt(0).toString(16);
}
