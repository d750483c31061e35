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

/** What becomes of a text in each place of an address; left out where an address takes it for something else. */
function writtenForms(text: string): string[] {
  const url = new URL('https://host');
  url.username = text;
  url.pathname = text;
  url.search = text;
  url.hash = text;
  const { username, pathname, search, hash } = url;
  return [username, pathname.slice(1), search.slice(1), hash.slice(1)].filter(
    (form) => decoded(form) === text,
  );
}

function decoded(form: string): string | undefined {
  try {
    return decodeURIComponent(form);
  } catch {
    return undefined;
  }
}

function hexOf(character: string): string {
  return character.charCodeAt(0).toString(16);
}
