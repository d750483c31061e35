import {
  type Contract,
  describeValue,
  didYouMean,
  type ErrorCode,
  isPlainObject,
  ownValue,
  quoteList,
  type Schema,
} from '@tenon/core';
import type { Policy } from '../policies/policy.js';
import type { Checker } from '../schemas/checker.js';
import type { Schemas } from '../schemas/compile-schema.js';
import type { ContractRegistry } from './contract-registry.js';

/** A contract made ready. */
export interface CompiledContract {
  readonly name: string | undefined;
  /** The schemas as they were stated, for comparison with those of ports. */
  readonly schemas: { readonly source: Schema | undefined; readonly target: Schema | undefined };
  readonly source: Checker | undefined;
  readonly target: Checker | undefined;
  readonly policies: readonly Policy[];
}

/** Why a contract cannot be kept: `what` goes on after "the contract of …". */
export interface ContractProblem {
  readonly code: ErrorCode & ('CONTRACT_INVALID' | 'CONTRACT_UNKNOWN');
  readonly what: string;
  readonly hint: string;
}

/** What came of a contract: the contract as far as it can be kept, and what is wrong with it. */
export interface ContractOutcome {
  readonly contract: CompiledContract;
  readonly problems: readonly ContractProblem[];
}

/** The contracts of one runtime, each made ready once. */
export class Contracts {
  readonly #registry: ContractRegistry;
  readonly #schemas: Schemas;
  readonly #known = new WeakMap<object, ContractOutcome>();

  constructor(registry: ContractRegistry, schemas: Schemas) {
    this.#registry = registry;
    this.#schemas = schemas;
  }

  /** A contract as a connection states it: itself, or its name. `owner` is the workflow it stands in. */
  compile(stated: unknown, owner: object): ContractOutcome {
    if (typeof stated !== 'string') return this.#contract(stated, owner);
    const { contracts } = this.#registry;
    const named = contracts.get(stated);
    if (named !== undefined) return this.#contract(named, named);
    return broken({
      code: 'CONTRACT_UNKNOWN',
      what: `is "${stated}", and no contract of that name is registered`,
      hint:
        didYouMean(stated, contracts.keys()) ||
        `Registered: ${quoteList([...contracts.keys()])}. Bind a NamedContract for others.`,
    });
  }

  #contract(stated: unknown, owner: object): ContractOutcome {
    if (!isPlainObject(stated)) {
      return broken(invalid(`is ${describeValue(stated)}, which is no contract`, FORM));
    }
    let outcome = this.#known.get(stated);
    if (outcome === undefined) {
      outcome = this.#compiled(stated, owner);
      this.#known.set(stated, outcome);
    }
    return outcome;
  }

  #compiled(stated: Readonly<Record<string, unknown>>, owner: object): ContractOutcome {
    const problems: ContractProblem[] = [];
    for (const key of Object.keys(stated)) {
      if (MEMBERS.some((member) => member === key)) continue;
      const hint = didYouMean(key, MEMBERS) || FORM;
      problems.push(invalid(`has a member "${key}", which contracts do not have`, hint));
    }
    const name = ownValue(stated, 'name');
    if (name !== undefined && typeof name !== 'string') {
      problems.push(invalid(`has ${describeValue(name)} for a name`, 'Give it a text, or none.'));
    }
    const schemaAt = (part: 'source' | 'target') => {
      const schema = ownValue(stated, part);
      if (schema === undefined) return undefined;
      const { checker, problem } = this.#schemas.compile(schema, owner);
      if (problem !== undefined) {
        problems.push(invalid(`has a schema "${part}" that ${problem.message}`, problem.hint));
      }
      return { schema: schema as Schema, checker };
    };
    const [source, target] = [schemaAt('source'), schemaAt('target')];
    const contract = {
      name: typeof name === 'string' ? name : undefined,
      schemas: { source: source?.schema, target: target?.schema },
      source: source?.checker,
      // What both sides state alike is looked at once.
      target: target?.checker === source?.checker ? undefined : target?.checker,
      policies: this.#policies(ownValue(stated, 'policies'), problems),
    };
    return Object.freeze({ contract: Object.freeze(contract), problems });
  }

  #policies(stated: unknown, problems: ContractProblem[]): readonly Policy[] {
    if (stated === undefined) return [];
    if (!Array.isArray(stated)) {
      problems.push(
        invalid(
          `has ${describeValue(stated)} for policies`,
          "Give a list of names: ['credentials'].",
        ),
      );
      return [];
    }
    const { policies } = this.#registry;
    return [...new Set<unknown>(stated)].flatMap((name) => {
      const policy = typeof name === 'string' ? policies.get(name) : undefined;
      if (policy !== undefined) return [policy];
      const near = typeof name === 'string' ? didYouMean(name, policies.keys()) : '';
      problems.push(
        invalid(
          `asks for the policy ${describeValue(name)}, which nobody registered`,
          near || `Registered: ${quoteList([...policies.keys()])}. Bind a Policy for others.`,
        ),
      );
      return [];
    });
  }
}

const MEMBERS: readonly (keyof Contract)[] = ['name', 'source', 'target', 'policies'];
const FORM = 'Write { source, target, policies }, or the name of a registered contract.';

const NOTHING: CompiledContract = Object.freeze({
  name: undefined,
  schemas: Object.freeze({ source: undefined, target: undefined }),
  source: undefined,
  target: undefined,
  policies: Object.freeze([]),
});

function invalid(what: string, hint: string): ContractProblem {
  return { code: 'CONTRACT_INVALID', what, hint };
}

function broken(problem: ContractProblem): ContractOutcome {
  return { contract: NOTHING, problems: [problem] };
}
