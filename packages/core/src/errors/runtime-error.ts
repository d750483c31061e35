import * as types from 'node:util/types';
import type { ErrorCode } from './codes.js';

const BRAND = Symbol.for('tenon.RuntimeError');

/** Where an error arose. Every member is optional; what is known is stated. */
export interface ErrorPlace {
  readonly workflow?: string;
  readonly node?: string;
  readonly port?: string;
  readonly loop?: string;
  readonly plugin?: string;
  readonly hook?: string;
}

/** What an error may state beside its code and message. */
export interface RuntimeErrorDetails {
  /** What would fix it: the line to change, the package to install, the name that was probably meant. */
  readonly hint?: string;
  /** The value that was thrown, whatever it is: untouched, unless it holds a secret of the run, which is masked in a copy. */
  readonly cause?: unknown;
  readonly where?: ErrorPlace;
}

/**
 * The one error class of Tenon. `code` is stable and documented in `docs/errors.md`; `message` says what happened and
 * where, `hint` what would fix it.
 *
 * Recognise it with {@link RuntimeError.is}, never with `instanceof`: two copies of the core in one process recognise
 * each other's errors by their brand.
 */
export class RuntimeError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly where: ErrorPlace;

  static {
    // On the prototype, so that it is part of the stack's first line and of no error's members.
    Object.defineProperty(this.prototype, 'name', { value: 'RuntimeError', writable: true });
  }

  constructor(code: ErrorCode, message: string, details: RuntimeErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.hint = details.hint;
    this.where = details.where ?? {};
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Whether a value is an error of Tenon, and of this code where one is given. Total: any value may be asked about. */
  static is(value: unknown, code?: ErrorCode): value is RuntimeError {
    if (typeof value !== 'object' || value === null || types.isProxy(value)) return false;
    if (!Object.hasOwn(value, BRAND)) return false;
    const error = value as { readonly code?: unknown; readonly where?: unknown };
    if (typeof error.code !== 'string' || typeof error.where !== 'object') return false;
    return error.where !== null && (code === undefined || error.code === code);
  }
}
