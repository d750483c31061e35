/** One form of a secret, and what stands for it. */
export interface Form {
  readonly form: string;
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
const ELLIPSIS = '…';

/**
 * Where secrets stand in a text: whole forms, and beginnings of them that were cut off with an ellipsis. What stands inside
 * a marker is left alone, so that masking twice is masking once.
 */
export function findForms(
  text: string,
  forms: readonly Form[],
  markers: Iterable<string>,
): readonly Range[] {
  const found: Range[] = [];
  for (const form of forms) {
    if (form.form.length <= text.length) addWhole(text, form, found);
  }
  if (text.includes(ELLIPSIS)) for (const form of forms) addBeginnings(text, form, found);
  if (found.length === 0) return found;
  const marked = rangesOf(text, markers);
  return found.filter(
    ({ start, end }) => !marked.some((range) => range.start <= start && end <= range.end),
  );
}

/** The text with each range replaced; of ranges that overlap, all by what stands for the first, which is the longest. */
export function replaceRanges(text: string, ranges: readonly Range[]): string {
  if (ranges.length === 0) return text;
  const ordered = [...ranges].sort((a, b) => a.start - b.start || b.end - a.end);
  let masked = '';
  let at = 0;
  for (const { start, end, marker } of ordered) {
    if (start >= at) {
      masked += text.slice(at, start) + marker;
      at = end;
    } else at = Math.max(at, end);
  }
  return masked + text.slice(at);
}

function addWhole(text: string, { form, marker }: Form, found: Range[]): void {
  for (let start = text.indexOf(form); start >= 0; ) {
    const end = start + form.length;
    found.push({ start, end, marker });
    start = text.indexOf(form, end);
  }
}

function addBeginnings(text: string, { form, marker }: Form, found: Range[]): void {
  if (form.length <= SHORTEST_BEGINNING) return;
  const beginning = form.slice(0, SHORTEST_BEGINNING);
  for (
    let start = text.indexOf(beginning);
    start >= 0;
    start = text.indexOf(beginning, start + 1)
  ) {
    const end = text.indexOf(ELLIPSIS, start);
    if (end < 0) return;
    if (end - start < form.length && form.startsWith(text.slice(start, end))) {
      found.push({ start, end, marker });
    }
  }
}

function rangesOf(text: string, markers: Iterable<string>): Range[] {
  const found: Range[] = [];
  for (const marker of markers) addWhole(text, { form: marker, marker }, found);
  return found;
}
