import { didYouMean, type Path } from '@tenon/core';
import type { ConditionScope } from '../condition.js';
import { MAX_DEPTH } from '../limits.js';
import { Failure } from './failure.js';
import { celPath } from './members.js';
import { SHORTER, type SyntaxNode, TOO_DEEP } from './parser.js';
import type { Term } from './term.js';
import { plainType, typeName, type ValueType } from './types.js';
import { Constant, HasVariable, PathVariable, type Variable } from './variables.js';

/** What reads one node, by going on with those below it. */
export type ReadNode = (reading: Reading, node: SyntaxNode) => Term;

/** The state of reading one condition: its flaws, the variables it has so far, and the names that macros bind. */
export class Reading {
  readonly flaws: Failure[] = [];
  /** Names bound by macros, by what they are printed as. */
  readonly bound = new Map<string, string>();
  private readonly variables = new Map<string, Variable>();
  private depth = 0;
  private nodes = 0;

  constructor(
    readonly scope: ConditionScope,
    private readonly readNode: ReadNode,
  ) {}

  /** Nodes read so far. */
  get size(): number {
    return this.nodes;
  }

  /** The term of a node. Throws {@link Failure} where nodes nest too deeply. */
  read(node: SyntaxNode): Term {
    if (this.depth === MAX_DEPTH) throw new Failure(TOO_DEEP, { at: node.start, hint: SHORTER });
    this.depth++;
    this.nodes++;
    const term = this.readNode(this, node);
    this.depth--;
    return term;
  }

  /** Notes a flaw. Reading goes on, so that all flaws are found at once. */
  flaw(message: string, at: number, hint = ''): void {
    this.flaws.push(new Failure(message, { at, ...(hint !== '' && { hint }) }));
  }

  /** Notes a flaw, and answers a term of which nothing is known. */
  refuse(message: string, at: number, hint = ''): Term {
    this.flaw(message, at, hint);
    return { form: 'literal', value: null, at, type: 'any', certain: false };
  }

  /** The term of the value at a path that begins with a name of the scope. */
  valueAt(path: Path, at: number): Term {
    const variable = this.once(celPath(path), () => new PathVariable(path, at));
    return { form: 'variable', variable, at, type: this.typeAt(path, at), certain: false };
  }

  /** The term of whether there is a value at a path. */
  hasAt(path: Path, at: number): Term {
    this.typeAt(path, at);
    const variable = this.once(`has(${celPath(path)})`, () => new HasVariable(path, at));
    return { form: 'variable', variable, at, type: 'boolean', certain: true };
  }

  /** The term of a value that is part of the condition. */
  constant(value: unknown, type: ValueType, at: number): Term {
    return { form: 'variable', variable: new Constant(value), at, type, certain: false };
  }

  private once(key: string, make: () => Variable): Variable {
    const known = this.variables.get(key);
    if (known !== undefined) return known;
    const variable = make();
    this.variables.set(key, variable);
    return variable;
  }

  /** What is known of the type at a path. A member that cannot be there is a flaw. */
  private typeAt(path: Path, at: number): ValueType {
    const [root, ...keys] = path;
    let type: ValueType = this.scope.names.get(String(root)) ?? 'any';
    keys.forEach((key, i) => {
      const owner = celPath(path.slice(0, i + 1));
      type = this.typeOfMember(type, key, owner, at);
    });
    return type;
  }

  private typeOfMember(
    type: ValueType,
    key: string | number,
    owner: string,
    at: number,
  ): ValueType {
    if (typeof type === 'object') {
      const member = type.members.get(String(key));
      if (member !== undefined) return member;
      if (type.open !== true) {
        const names = [...type.members.keys()];
        this.flaw(
          `reads "${celPath([owner, key])}", and "${owner}" has no such member`,
          at,
          didYouMean(String(key), names),
        );
      }
    } else if (['number', 'string', 'boolean'].includes(plainType(type))) {
      this.flaw(`reads "${celPath([owner, key])}", and "${owner}" is ${typeName(type)}`, at);
    }
    return 'any';
  }
}
