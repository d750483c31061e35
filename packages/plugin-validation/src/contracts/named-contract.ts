import { type Contract, serviceId } from '@tenon/core';

/** A contract that connections may ask for by its name. Many may be bound: `bind(NamedContract).toConstantValue(order)`. */
export interface NamedContract extends Contract {
  readonly name: string;
}
export const NamedContract = serviceId<NamedContract>('tenon.NamedContract');
