import { CORE_CODES } from '../../errors/codes.js';
import type { CodeTable } from '../../errors/define-codes.js';
import { messageOf } from '../../values/describe-value.js';
import type { Masking } from '../masking/mask.js';
import type { Warning } from '../run.js';

/** Warnings beyond this many are counted only: a run must not grow with what it complains of. */
const MOST_WARNINGS = 1000;

const NOTHING: readonly Warning[] = Object.freeze([]);

const OPEN: Masking = Object.freeze({ masked: <T>(value: T) => value });

/** What a run has to say that is no failure, in the order it was said. */
export class Warnings {
  readonly #masking: Masking;
  #list: Warning[] | undefined;
  #dropped = 0;
  /** What was said so far, while nothing more has been. */
  #said: readonly Warning[] | undefined = NOTHING;

  constructor(masking: Masking = OPEN) {
    this.#masking = masking;
  }

  /** What was said so far; later warnings do not show in it. The same list as before where there are none. */
  snapshot(): readonly Warning[] {
    return (this.#said ??= this.#sayAll());
  }

  #sayAll(): readonly Warning[] {
    const list = this.#list ?? [];
    if (this.#dropped === 0) return Object.freeze([...list]);
    const message = `${String(this.#dropped)} more warnings came after these.`;
    return Object.freeze([...list, hinted({ code: 'WARNINGS_DROPPED', message })]);
  }

  push(warning: Warning): void {
    this.#said = undefined;
    this.#list ??= [];
    if (this.#list.length < MOST_WARNINGS) {
      this.#list.push(hinted(this.#masking.masked(warning)));
    } else this.#dropped++;
  }

  /** Adds what was caught somewhere it could not fail the run. */
  add(code: string, message: string, cause: unknown): void {
    const shown = this.#masking.masked(cause);
    this.push({ code, message: `${message} ${messageOf(shown)}`, cause: shown });
  }
}

/** A warning of the core says what its code documents, where it has nothing better to say. */
function hinted(warning: Warning): Warning {
  const hint = warning.hint ?? remedyOf(warning.code);
  return Object.freeze({ ...warning, ...(hint !== undefined && { hint }) });
}

function remedyOf(code: string): string | undefined {
  const codes: CodeTable = CORE_CODES;
  return Object.hasOwn(codes, code) ? codes[code]?.remedy : undefined;
}
