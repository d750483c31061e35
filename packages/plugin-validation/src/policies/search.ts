import { MOST_CHARACTERS, MOST_FINDINGS, MOST_VALUES, UNSCANNED } from './bounds.js';
import type { Detection, PolicyRules, Recognised } from './define-policy.js';
import type { Place } from './place.js';
import type { PolicyFinding } from './policy.js';
import { UNREADABLE, Walk } from './walk.js';

/** One policy in one value: asks its rules about everything that the value holds, and keeps the bounds. */
export class Search {
  readonly #policy: string;
  readonly #rules: PolicyRules;
  readonly #findings: PolicyFinding[] = [];
  /** By name: what the text rule says of it. Lists of objects repeat their names. */
  readonly #names = new Map<string, readonly Detection[]>();
  /** By object: the detectors that found something in a name of it. */
  readonly #inNames = new Map<Place, Set<string>>();
  #values = 0;
  #characters = 0;
  /** Why the search ends before the value does, once it does. */
  #bound: string | undefined;

  constructor(policy: string, rules: PolicyRules) {
    this.#policy = policy;
    this.#rules = rules;
  }

  find(value: unknown): readonly PolicyFinding[] {
    const walk = new Walk(value);
    while (this.#bound === undefined && walk.next()) this.#look(walk);
    if (this.#bound !== undefined) {
      const message = `${this.#bound}, of which no more was looked at`;
      this.#findings.push(unscanned(walk.place, message, SEND_LESS));
    }
    return this.#findings;
  }

  #look(member: Walk): void {
    const { value, name, label, isNamed } = member;
    this.#values++;
    if (this.#values > MOST_VALUES) {
      this.#bound = `more than ${String(MOST_VALUES)} values`;
      return;
    }
    if (value === UNREADABLE) {
      this.#report(unscanned(member.place, 'a value that cannot be looked into', SEND_DATA));
      return;
    }
    if (isNamed && name !== undefined) this.#lookAtName(member, name);
    const { key, number, text } = this.#rules;
    if (key !== undefined && name !== undefined) this.#add(member, key(name, value));
    if (key !== undefined && label !== undefined) this.#add(member, key(label, value));
    if (typeof value === 'number' || typeof value === 'bigint') this.#add(member, number?.(value));
    if (typeof value === 'string' && text !== undefined) this.#add(member, this.#read(value, text));
  }

  #lookAtName(member: Walk, name: string): void {
    const { text } = this.#rules;
    if (text === undefined) return;
    let found = this.#names.get(name);
    if (found === undefined) {
      found = this.#detections(this.#read(name, text));
      this.#names.set(name, found);
    }
    if (found.length === 0) return;
    const { place } = member;
    place.hide();
    const holder = place.around ?? place;
    const known = this.#inNames.get(holder) ?? new Set();
    this.#inNames.set(holder, known);
    for (const detection of found) {
      if (known.has(detection.detector)) continue;
      known.add(detection.detector);
      this.#report(findingOf(holder, detection, `, in a name of ${characters(name)}`));
    }
  }

  /** What the rule recognises in as much of a text as the bound allows. */
  #read(text: string, rule: (text: string) => Recognised): Recognised {
    const left = MOST_CHARACTERS - this.#characters;
    this.#characters += text.length;
    if (text.length <= left) return rule(text);
    this.#bound = `more than ${String(MOST_CHARACTERS)} characters of text`;
    return rule(text.slice(0, Math.max(left, 0)));
  }

  #add(member: Walk, recognised: Recognised): void {
    for (const detection of this.#detections(recognised)) {
      const { place, value } = member;
      const size = typeof value === 'string' ? `, in a text of ${characters(value)}` : '';
      this.#report(findingOf(place, detection, size));
    }
  }

  #detections(recognised: Recognised): readonly Detection[] {
    if (recognised === undefined || recognised === false) return [];
    if (Array.isArray(recognised)) return recognised as readonly Detection[];
    if (typeof recognised === 'object' && 'detector' in recognised) return [recognised];
    return [{ detector: this.#policy, holds: `what the policy "${this.#policy}" forbids` }];
  }

  #report(finding: PolicyFinding): void {
    if (this.#findings.length < MOST_FINDINGS) this.#findings.push(finding);
    else this.#bound = `more than ${String(MOST_FINDINGS)} findings`;
  }
}

const SEND_LESS = 'Send less over this connection, or take the policy off its contract.';
const SEND_DATA = 'Send plain data, or take the policy off the contract of this connection.';

function unscanned({ path }: Place, message: string, hint: string): PolicyFinding {
  return { path, detector: UNSCANNED, message, hint };
}

function findingOf(
  { path }: Place,
  { detector, holds, hint }: Detection,
  size: string,
): PolicyFinding {
  const finding = { path, detector, message: `${holds}${size}` };
  return hint === undefined ? finding : { ...finding, hint };
}

function characters({ length }: string): string {
  return length === 1 ? '1 character' : `${String(length)} characters`;
}
