import { defineResource, type ResourceScope, type ResourceSpec } from '@tenon/plugin-resources';

/** What a test leases: a number, and whether it is open. */
export interface Thing {
  readonly id: number;
  isOpen: boolean;
  isWell: boolean;
  readonly scope: ResourceScope;
}

/** What a test states of its things beside how they are made. */
export type Stated = Partial<
  Omit<ResourceSpec<Thing>, 'max' | 'shared'> & { max: number; shared: boolean }
>;

/** A resource of things, and everything that happened to them, in order. */
export function things(stated: Stated = {}) {
  const journal: string[] = [];
  const made: Thing[] = [];
  const { name = 'thing', shared, max, ...rest } = stated;
  const number = shared === true ? { shared } : { max: max ?? 1 };
  const spec = {
    name,
    ...number,
    create(scope: ResourceScope) {
      const thing = { id: made.length + 1, isOpen: true, isWell: true, scope };
      made.push(thing);
      journal.push(`made ${name} ${String(thing.id)}`);
      return thing;
    },
    check: (thing: Thing) => {
      journal.push(`checked ${name} ${String(thing.id)}`);
      return thing.isWell;
    },
    dispose: (thing: Thing) => {
      thing.isOpen = false;
      journal.push(`disposed of ${name} ${String(thing.id)}`);
    },
    ...rest,
  };
  const resource = defineResource<Thing>(spec);
  return { resource, journal, made };
}
