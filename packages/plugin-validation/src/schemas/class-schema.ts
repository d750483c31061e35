import { createRequire } from 'node:module';
import { type Class, isPlainObject } from '@tenon/core';
import type * as classValidator from 'class-validator';
import type { Checker } from './checker.js';
import { flawsOfErrors } from './class-flaws.js';
import { mistyped } from './common-flaws.js';
import { type Flaw, NO_FLAWS } from './flaw.js';
import { instanceOf, NestedClasses } from './plain-instance.js';
import { SchemaProblem } from './schema-problem.js';

const require = createRequire(import.meta.url);

/** Every flaw of a value is told, and neither the value nor an instance made of it appears in what is told. */
const OPTIONS: classValidator.ValidatorOptions = {
  forbidUnknownValues: true,
  validationError: { target: false, value: false },
};

/**
 * A checker for a class. A class with decorators of class-validator takes its own instances, and plain objects that pass as
 * one: they are laid out as an instance for the check alone, without running the constructor, so that what the class would
 * fill in counts for nothing. A class without decorators takes its instances only.
 *
 * class-validator takes some 90 ms to load, so it waits for the first class. Throws SchemaProblem where the class of a
 * nested property is not known.
 */
export function classChecker(type: Class): Checker {
  if (typeof type.prototype !== 'object') {
    throw new SchemaProblem('is a function, and no class', 'Declare a class, or another schema.');
  }
  const validator = require('class-validator') as typeof classValidator;
  const storage = validator.getMetadataStorage();
  const nested = new NestedClasses(storage);
  if (!nested.isDecorated(type)) return instanceChecker(type);
  nested.survey(type);
  const inInstance = (value: object): readonly Flaw[] | Promise<readonly Flaw[]> =>
    // Asking for a promise where none is needed would make every visit of the node wait.
    nested.needsWaiting(value)
      ? validator.validate(value, OPTIONS).then(flawsOfErrors)
      : flawsOfErrors(validator.validateSync(value, OPTIONS));
  return {
    check(value) {
      if (value instanceof type) return inInstance(value as object);
      if (!isPlainObject(value)) return [mistyped([], `an object like ${nameOf(type)}`)];
      return inInstance(instanceOf(type, value, nested));
    },
  };
}

function instanceChecker(type: Class): Checker {
  return {
    check: (value) =>
      value instanceof type ? NO_FLAWS : [mistyped([], `an instance of ${nameOf(type)}`)],
  };
}

function nameOf({ name }: Class): string {
  return name === '' ? 'a class without a name' : name;
}
