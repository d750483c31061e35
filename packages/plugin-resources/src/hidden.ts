import { isSecretValue, messageOf, type SecretValue } from '@tenon/core';
import { textsIn } from './texts-in.js';

/** What stands where a secret stood. */
const MASK = '[hidden]';

/** Shorter texts are in every other word. */
const SHORTEST = 3;

/** What may be an address, to its end: white space or a quote. */
const URL_FROM = /:\/\/[^\s'"]*/g;

/** Its scheme's end and its user, with a password to follow. */
const USER_IN_URL = /:\/\/[^:@/]*:/;

/** Half of a pair, which has no form in a URL. */
const LONE = /\p{Surrogate}/gu;

/** `password=…` and `"token": "…"`. */
const IN_PAIR =
  /\b(password|passwd|pwd|secret|token|api[_-]?key)(["']?\s*[=:]\s*["']?)[^\s;,&'"]+/gi;

/**
 * The secrets of a runtime's resources: what factories said to hide, and passwords where they can be told by their place.
 * Masks what is written of resources.
 */
export class Hidden {
  readonly #texts = new Set<string>();

  /** Answers the text of a secret, and masks it from now on, also as it stands in URLs and in JSON. */
  hide(secret: string | SecretValue): string {
    const text = isSecretValue(secret) ? secret.reveal() : secret;
    if (text.length >= SHORTEST) {
      const inUrl = encodeURIComponent(text.replace(LONE, '\ufffd'));
      for (const form of [text, inUrl, JSON.stringify(text).slice(1, -1)]) this.#texts.add(form);
    }
    return text;
  }

  /** A text without secrets. */
  text(said: string): string {
    return this.#without(said).replace(URL_FROM, withoutPassword).replace(IN_PAIR, `$1$2${MASK}`);
  }

  /** What was thrown: itself where it shows no secret, or else an error that says the same without. Total. */
  cause(thrown: unknown): unknown {
    return this.#shows(thrown, (text) => this.text(text)) ? this.#copy(thrown) : thrown;
  }

  /** The same for what a node threw, which is its own affair: without what was said to be hidden. */
  failure(thrown: unknown): unknown {
    if (this.#texts.size === 0) return thrown;
    return this.#shows(thrown, (text) => this.#without(text)) ? this.#copy(thrown) : thrown;
  }

  #without(said: string): string {
    let rest = said;
    const longestFirst = [...this.#texts].sort((one, other) => other.length - one.length);
    for (const text of longestFirst) rest = rest.replaceAll(text, MASK);
    return rest;
  }

  #shows(thrown: unknown, masked: (text: string) => string): boolean {
    try {
      for (const text of textsIn(thrown)) if (masked(text) !== text) return true;
      return false;
    } catch {
      return true; // What cannot be looked at cannot be shown either.
    }
  }

  #copy(thrown: unknown): Error {
    const { message, name, code, stack } = factsOf(thrown);
    const copy = new Error(this.text(message ?? messageOf(thrown)));
    copy.name = this.text(name ?? 'Error');
    copy.stack = this.text(stack ?? `${copy.name}: ${copy.message}`);
    return code === undefined ? copy : Object.assign(copy, { code: this.text(code) });
  }
}

/** An address, from its `://` on, without what stands between its user and its last `@`. */
function withoutPassword(url: string): string {
  const end = url.lastIndexOf('@');
  const user = end < 0 ? null : USER_IN_URL.exec(url);
  const start = user === null ? end + 1 : user.index + user[0].length;
  return start > end ? url : url.slice(0, start) + MASK + url.slice(end);
}

/** The members of an error that are texts. */
function factsOf(thrown: unknown): {
  readonly [K in 'message' | 'name' | 'code' | 'stack']?: string | undefined;
} {
  const textAt = (key: string): string | undefined => {
    try {
      const value = (Object(thrown) as Readonly<Record<string, unknown>>)[key];
      return typeof value === 'string' ? value : undefined;
    } catch {
      return undefined;
    }
  };
  return {
    message: textAt('message'),
    name: textAt('name'),
    code: textAt('code'),
    stack: textAt('stack'),
  };
}
