/**
 * An object that inherits nothing to be found, so that any name is only a name, `__proto__` and `constructor` included. For
 * what is made again and again: engines give such objects a shape, while one of `Object.create(null)` is a table from the
 * start (48 against 240 ns for one with one name, frozen).
 */
export class Bag {
  [name: string]: unknown;
}

Object.setPrototypeOf(Bag.prototype, null);
Reflect.deleteProperty(Bag.prototype, 'constructor');
// What is put on it would be found in every object of the kind.
Object.freeze(Bag.prototype);
