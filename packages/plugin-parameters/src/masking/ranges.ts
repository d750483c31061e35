/** One form of a secret, and what stands for it. */
export interface Form {
  readonly form: string;
  /** The form without spaces, where it is looked for across them; otherwise empty. */
  readonly bare: string;
  readonly marker: string;
}

/** A part of a text that is to be replaced. */
interface Range {
  readonly start: number;
  readonly end: number;
  readonly marker: string;
}

/** So much of a form must stand before an ellipsis to be taken for its beginning. */
const SHORTEST_BEGINNING = 8;
/** So long is a beginning at most that is looked for: messages are cut to fewer characters. */
const LONGEST_BEGINNING = 8192;
/** Shorter forms are not looked for across spaces: words beside one another would make them by chance. */
const SHORTEST_SPLIT = 16;
const SPACES = /\s+/g;
/** How messages end that were cut off: `abc…`, `abc...`, `"abc"...`. */
const ELLIPSIS = /["'`]?(?:…|\.\.\.)/g;

/** A form, ready to be looked for. */
export function formOf(form: string, marker: string): Form {
  const bare = form.replace(SPACES, '');
  return { form, bare: bare.length < SHORTEST_SPLIT ? '' : bare, marker };
}

/**
 * Where secrets stand in a text, in order: whole forms, also broken by spaces or over lines, and beginnings of them that
 * were cut off with an ellipsis. What stands inside a marker is left alone, so that masking twice is masking once.
 */
export function findForms(
  text: string,
  forms: readonly Form[],
  markers: Iterable<string>,
): readonly Range[] {
  const found: Range[] = [];
  for (const { form, marker } of forms) addWhole(text, form, marker, found);
  addSplit(text, forms, found);
  addBeginnings(text, forms, found);
  if (found.length === 0) return found;
  found.sort(inOrder);
  return outside(markers, text, found);
}

/** The text with each range replaced; of ranges that overlap, all by what stands for the first, which is the longest. */
export function replaceRanges(text: string, ranges: readonly Range[]): string {
  if (ranges.length === 0) return text;
  let masked = '';
  let at = 0;
  for (const { start, end, marker } of ranges) {
    if (start >= at) {
      masked += text.slice(at, start) + marker;
      at = end;
    } else at = Math.max(at, end);
  }
  return masked + text.slice(at);
}

function inOrder(a: Range, b: Range): number {
  return a.start - b.start || b.end - a.end;
}

function addWhole(text: string, form: string, marker: string, found: Range[]): void {
  if (form.length > text.length) return;
  for (let start = text.indexOf(form); start >= 0; ) {
    const end = start + form.length;
    found.push({ start, end, marker });
    start = text.indexOf(form, end);
  }
}

/** Forms with spaces in the text where they have none, as in wrapped Base64 or a dump of bytes. */
function addSplit(text: string, forms: readonly Form[], found: Range[]): void {
  if (text.length <= SHORTEST_SPLIT) return;
  const packed = text.replace(SPACES, '');
  if (packed.length === text.length) return;
  const inPacked: Range[] = [];
  for (const { bare, marker } of forms) {
    if (bare !== '') addWhole(packed, bare, marker, inPacked);
  }
  if (inPacked.length === 0) return;
  const places = placesIn(text, packed.length);
  for (const { start, end, marker } of inPacked) {
    found.push({
      start: places[start] as number,
      end: (places[end - 1] as number) + 1,
      marker,
    });
  }
}

/** Where each character that is no space stands in a text. */
function placesIn(text: string, count: number): Int32Array {
  const places = new Int32Array(count);
  let at = 0;
  for (const { 0: run, index } of text.matchAll(/\S+/g)) {
    for (let i = 0; i < run.length; i++) places[at++] = index + i;
  }
  return places;
}

/** Whether a text was cut off somewhere, so that it may hold the beginning of a form. */
export function isCutOff(text: string): boolean {
  return text.length > SHORTEST_BEGINNING && (text.includes('…') || text.includes('...'));
}

function addBeginnings(text: string, forms: readonly Form[], found: Range[]): void {
  if (!isCutOff(text)) return;
  for (const { index: end } of text.matchAll(ELLIPSIS)) {
    for (const { form, marker } of forms) {
      const start = beginningBefore(text, end, form);
      if (start >= 0) found.push({ start, end, marker });
    }
  }
}

/** Where the longest beginning of a form starts that ends at a place, or -1. */
function beginningBefore(text: string, end: number, form: string): number {
  const from = Math.max(0, end - Math.min(form.length - 1, LONGEST_BEGINNING));
  if (end - from < SHORTEST_BEGINNING) return -1;
  const window = text.slice(from, end);
  const beginning = form.slice(0, SHORTEST_BEGINNING);
  for (let at = window.indexOf(beginning); at >= 0; at = window.indexOf(beginning, at + 1)) {
    if (form.startsWith(window.slice(at))) return from + at;
  }
  return -1;
}

/** The ranges, in order, that do not stand inside one of the markers. */
function outside(markers: Iterable<string>, text: string, ranges: readonly Range[]): Range[] {
  const marked: Range[] = [];
  for (const marker of markers) addWhole(text, marker, marker, marked);
  marked.sort(inOrder);
  let next = 0;
  let until = 0; // the furthest end of a marker that begins before the range, or where it does
  return ranges.filter(({ start, end }) => {
    for (; next < marked.length && (marked[next] as Range).start <= start; next++) {
      until = Math.max(until, (marked[next] as Range).end);
    }
    return end > until;
  });
}
