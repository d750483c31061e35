import { describeValue, quoteList, RuntimeError, type Services, serviceId } from '@tenon/core';
import { BUILT_IN_POLICIES } from '../policies/built-in.js';
import { Policy } from '../policies/policy.js';
import { BUILT_IN_CONTRACTS } from './built-in.js';
import { NamedContract } from './named-contract.js';

/**
 * The contracts and policies that a runtime knows by name: the built-in ones, and those that are bound. Who binds a registry
 * of their own says all of them.
 */
export interface ContractRegistry {
  readonly contracts: ReadonlyMap<string, NamedContract>;
  readonly policies: ReadonlyMap<string, Policy>;
}
export const ContractRegistry = serviceId<ContractRegistry>('tenon.ContractRegistry');

/** The registry of one runtime, filled. Throws as {@link CollectedContracts.collect}, and SERVICE_FAILED for another that is none. */
export function registryOf(services: Services): ContractRegistry {
  const registry = services.get(ContractRegistry);
  if (registry instanceof CollectedContracts) registry.collect(services);
  else checkRegistry(registry);
  return registry;
}

function checkRegistry(registry: ContractRegistry): void {
  const members = Object(registry) as Readonly<Record<string, unknown>>;
  const missing = ['contracts', 'policies'].filter((name) => {
    const { get, keys } = Object(members[name]) as Partial<ReadonlyMap<string, unknown>>;
    return typeof get !== 'function' || typeof keys !== 'function';
  });
  if (missing.length === 0) return;
  throw new RuntimeError(
    'SERVICE_FAILED',
    `What is bound as the service "ContractRegistry" has no map ${quoteList(missing, 'or')}.`,
    { hint: 'Bind { contracts, policies }, both maps by name, or leave it to the plugin.' },
  );
}

/** The registry of one runtime. It is bound before everything else is, so that it is filled when the plugin is applied. */
export class CollectedContracts implements ContractRegistry {
  #contracts = byName(BUILT_IN_CONTRACTS, 'contract');
  #policies = byName(BUILT_IN_POLICIES, 'policy');

  get contracts(): ReadonlyMap<string, NamedContract> {
    return this.#contracts;
  }

  get policies(): ReadonlyMap<string, Policy> {
    return this.#policies;
  }

  /**
   * Adds what is bound. Throws CONTRACT_DUPLICATE and POLICY_DUPLICATE where two have one name, and CONTRACT_INVALID for
   * what is no contract or policy at all; binding the very same one twice is no harm.
   */
  collect(services: Services): void {
    this.#contracts = byName(
      [...BUILT_IN_CONTRACTS, ...services.getAll(NamedContract)],
      'contract',
    );
    this.#policies = byName([...BUILT_IN_POLICIES, ...services.getAll(Policy)], 'policy');
  }
}

type Kind = 'contract' | 'policy';

function byName<T extends { readonly name: string }>(
  all: readonly T[],
  kind: Kind,
): ReadonlyMap<string, T> {
  const named = new Map<string, T>();
  const twice = new Set<string>();
  for (const one of all) {
    checkRegistered(one, kind);
    const other = named.get(one.name);
    if (other !== undefined && other !== one) twice.add(one.name);
    named.set(one.name, one);
  }
  if (twice.size === 0) return named;
  throw new RuntimeError(
    kind === 'contract' ? 'CONTRACT_DUPLICATE' : 'POLICY_DUPLICATE',
    `More than one ${kind} is registered under the name ${quoteList([...twice])}.`,
    { hint: `Rename one of them. Built-in names are taken: ${quoteList(builtIn(kind))}.` },
  );
}

function checkRegistered(value: unknown, kind: Kind): void {
  const { name, find } = Object(value) as { readonly name?: unknown; readonly find?: unknown };
  const isOne = kind === 'contract' || typeof find === 'function';
  if (typeof name === 'string' && name !== '' && isOne) return;
  const id = kind === 'contract' ? 'NamedContract' : 'Policy';
  throw new RuntimeError(
    'CONTRACT_INVALID',
    `What is bound as a ${id} is none: ${describeValue(value)}.`,
    {
      hint:
        kind === 'contract'
          ? 'Bind { name, source, target, policies }; all but the name may be left out.'
          : 'Bind { name, find(value) }.',
    },
  );
}

function builtIn(kind: Kind): readonly string[] {
  const all: readonly { readonly name: string }[] =
    kind === 'contract' ? BUILT_IN_CONTRACTS : BUILT_IN_POLICIES;
  return all.map(({ name }) => name);
}
