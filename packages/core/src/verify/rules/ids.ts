import type { ErrorCode } from '../../errors/codes.js';
import type { Issue } from '../issue.js';
import { errorIn, type Place, quoted, type Rule, type Subject, warningIn } from '../subject.js';

/**
 * Ids of nodes and loops are non-empty strings of well-formed Unicode, each used once. Ids that differ in case or
 * normal form alone are a warning: people and file systems take them for one.
 */
export const ids: Rule = function* (subject) {
  const { nodes, loops } = subject.resolved.workflow;
  yield* idsOf(subject, nodes, {
    what: 'node',
    duplicate: 'DUPLICATE_NODE',
    place: (node) => ({ node }),
  });
  yield* idsOf(subject, loops, {
    what: 'loop',
    duplicate: 'ID_INVALID',
    place: (loop) => ({ loop }),
  });
};

interface Kind {
  readonly what: string;
  readonly duplicate: ErrorCode;
  readonly place: (id: string) => Place;
}

function* idsOf(
  subject: Subject,
  declared: readonly { readonly id: string }[],
  { what, duplicate, place }: Kind,
): Generator<Issue> {
  const first = new Map<string, number>();
  const firstLike = new Map<string, string>();
  let position = 0;
  for (const { id } of declared) {
    position++;
    const flaw = flawOf(id);
    if (flaw !== undefined) {
      yield errorIn(
        subject,
        'ID_INVALID',
        `The id of ${what} ${String(position)} ${flaw}.`,
        { ...place(id), position },
        'Use a non-empty string of well-formed Unicode.',
      );
      continue;
    }
    const other = first.get(id);
    if (other !== undefined) {
      yield errorIn(
        subject,
        duplicate,
        `The id ${quoted(id)} is declared twice: by ${what} ${String(other)} and by ${what} ${String(position)}.`,
        { ...place(id), position },
        `Give each ${what} an id of its own.`,
      );
      continue;
    }
    first.set(id, position);
    const key = folded(id);
    const twin = firstLike.get(key);
    if (twin === undefined) firstLike.set(key, id);
    else {
      yield warningIn(
        subject,
        'ID_TWINS',
        `The ids ${quoted(twin)} (${what} ${String(first.get(twin))}) and ${quoted(id)} (${what} ${String(position)}) differ only in letter case or Unicode normal form.`,
        { ...place(id), position },
        'Rename one of them.',
      );
    }
  }
}

function flawOf(id: unknown): string | undefined {
  if (typeof id !== 'string') return `is ${quoted(id)}, not a string`;
  if (id === '') return 'is empty';
  // A lone surrogate is replaced wherever the id is written as UTF-8: it does not come back from a file.
  if (/\p{Surrogate}/u.test(id)) return `${quoted(id)} holds half of a surrogate pair`;
  return undefined;
}

/** Close to Unicode's case folding: lower case takes care of `ẞ`, upper case of `ß` and final sigma. */
function folded(id: string): string {
  return id.normalize('NFC').toLowerCase().toUpperCase().normalize('NFC');
}
