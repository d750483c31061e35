import type { Environment } from '@marcbachmann/cel-js';
import { MAX_ARGUMENTS, MAX_NODES } from '../limits.js';
import { callHost } from './callable.js';
import * as calls from './calls.js';
import { includes, isEqual } from './equal.js';
import { celLibrary, once } from './library.js';
import { Meter } from './meter.js';
import { Fields, Items, NotANumber, Other, unwrap } from './values.js';

/** The library with the types, operators and functions of printed terms. It evaluates these, and never an author's text. */
export const evaluation = once(makeEnvironment);

function makeEnvironment(): Environment {
  const environment = new (celLibrary().Environment)({
    unlistedVariablesAreDyn: true,
    homogeneousAggregateLiterals: false,
    // Printing adds calls and brackets to what an author wrote.
    limits: {
      maxAstNodes: 16 * MAX_NODES,
      maxDepth: 4 * MAX_NODES,
      maxListElements: MAX_NODES,
      maxCallArguments: MAX_ARGUMENTS,
    },
  });
  for (const type of [Items, Fields, Other, NotANumber, Meter]) {
    environment.registerType(type.name, type);
  }
  addOperators(environment);
  addFunctions(environment);
  return environment;
}

function addOperators(environment: Environment): void {
  // Values of different types are not equal, which is no error.
  const types = ['bool', 'double', 'string', 'null', 'Items', 'Fields'];
  types.forEach((left, i) => {
    for (const right of types.slice(i + 1)) {
      environment.registerOperator(`${left} == ${right}`, () => false);
    }
  });
  environment
    .registerOperator('Items == Items', (a: Items, b: Items) => isEqual(a.array, b.array, a.meter))
    .registerOperator('Fields == Fields', (a: Fields, b: Fields) =>
      isEqual(a.object, b.object, a.meter),
    )
    .registerOperator('Other == Other', (a: Other, b: Other) => a.value === b.value)
    .registerOperator('NotANumber == NotANumber', () => false)
    .registerOperator('dyn in Items', (value: unknown, list: Items) =>
      includes(list, unwrap(value)),
    )
    .registerOperator('double % double', (a: number, b: number) => a % b);
}

function addFunctions(environment: Environment): void {
  const add = (signature: string, handler: (...args: never[]) => unknown): void => {
    environment.registerFunction(signature, handler, { async: false });
  };
  add('item_(dyn, Meter): dyn', calls.itemAgain);
  add('at_(dyn, dyn, Meter): dyn', calls.memberAt);
  add('member_(dyn, dyn, Meter): dyn', calls.memberNamed);
  add('has_(dyn, dyn): bool', calls.hasMember);
  add('size_(dyn): double', calls.sizeOf);
  add('contains_(dyn, dyn): bool', calls.contains);
  add('startsWith_(dyn, dyn): bool', calls.startsWith);
  add('endsWith_(dyn, dyn): bool', calls.endsWith);
  add('comparable_(dyn): dyn', calls.comparable);
  add('calculated_(dyn): dyn', calls.calculated);
  add('list_(list<dyn>, Meter): Items', calls.listOf);
  add('items_(dyn, double): list<dyn>', calls.itemsOf);
  add('call_(dyn, list<dyn>, Meter): dyn', callHost);
}
