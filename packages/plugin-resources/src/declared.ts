import { didYouMean, quoteList, RuntimeError } from '@tenon/core';
import { isDeclaration, type Resource, type ResourceNeed } from './resource.js';

/** The resources of a runtime by name: what the host declares, and what nodes bring. */
export class Declared {
  readonly #byHost = new Map<string, Resource>();
  readonly #brought = new Map<string, Resource>();

  /** Throws RESOURCE_CONFLICT for two of one name. */
  constructor(resources: readonly Resource[]) {
    for (const resource of resources) {
      const { name } = resource;
      if (this.#byHost.has(name)) throw conflict(name);
      this.#byHost.set(name, resource);
    }
  }

  has(name: string): boolean {
    return this.#byHost.has(name) || this.#brought.has(name);
  }

  /** Notes what a need brings. Answers whether another of its name was brought before. */
  isClash(need: ResourceNeed): boolean {
    if (!isDeclaration(need) || this.#byHost.has(need.name)) return false;
    const before = this.#brought.get(need.name);
    if (before === undefined) this.#brought.set(need.name, need);
    return before !== undefined && before !== need;
  }

  /** The declaration that a need means. Throws RESOURCE_UNKNOWN and RESOURCE_CONFLICT. */
  of(need: ResourceNeed): Resource {
    if (this.isClash(need)) throw conflict(need.name);
    const found = this.#byHost.get(need.name) ?? this.#brought.get(need.name);
    if (found !== undefined) return found;
    throw new RuntimeError('RESOURCE_UNKNOWN', `Nobody declares a resource "${need.name}".`, {
      hint: this.hintFor(need.name),
    });
  }

  /** What somebody may have meant who asked for a name there is not. */
  hintFor(name: string): string {
    const names = [...this.#byHost.keys(), ...this.#brought.keys()];
    const near = didYouMean(name, names);
    if (near !== '') return near;
    const known = names.length === 0 ? '' : ` There are ${quoteList(names)}.`;
    return `Declare it: resources({ define: [defineResource({ name: ${JSON.stringify(name)}, … })] }).${known}`;
  }
}

function conflict(name: string): RuntimeError {
  return new RuntimeError('RESOURCE_CONFLICT', `Two resources are called "${name}".`, {
    hint: 'Rename one of them. What the host declares beats what node types bring.',
  });
}
