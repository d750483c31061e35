import type { Findings } from './findings.js';

/** Tells of a member that stands twice in one object. */
export function tellDuplicate(findings: Findings, name: string, at: number, other: number): void {
  const { line } = findings.source.lines.linePos(other);
  findings.error(
    'FILE_DUPLICATE',
    at,
    `"${name}" stands twice: here, and in line ${String(line)}.`,
    'Rename one of them, or take one out.',
  );
}

/** Tells of objects and lists that stand too deep inside one another. */
export function tellDepth(findings: Findings, at: number, limit: number): void {
  findings.error(
    'FILE_LIMIT',
    at,
    `The file nests objects and lists more than ${String(limit)} deep.`,
    'Flatten it, or raise the limit "depth".',
  );
}

/**
 * Whether a number holds what was written: it is finite, and no digits of an integer are lost. Tells where it does not. The
 * digits that JavaScript writes for a number stand for it, also where it is another one to the last.
 */
export function isExact(findings: Findings, value: number, text: string, at: number): boolean {
  if (holds(value, text)) return true;
  findings.error(
    'FILE_SYNTAX',
    at,
    `The number ${shortened(text)} is beyond what a number can hold.`,
    'Write it as a text, in quotes.',
  );
  return false;
}

/** Digits that a message shows at most: a file may have millions of them. */
const MOST_SHOWN = 40;

function shortened(text: string): string {
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}…`;
}

function holds(value: number, text: string): boolean {
  if (!Number.isFinite(value)) return false;
  if (Number.isSafeInteger(value) || !/^[-+]?(?:\d+|0x[\da-f]+|0o[0-7]+)$/i.test(text)) return true;
  const digits = text.replace(/^[-+]/, '');
  return String(Math.abs(value)) === digits || BigInt(digits) === BigInt(Math.abs(value));
}
