import { defineNode, type InputValues, type NodeHandler, port, serviceId } from '@tenon/core';
import { inject, injectable } from 'inversify';

/** What one unit of a currency is worth in euros. */
export interface Rates {
  of(currency: string): number;
}
export const Rates = serviceId<Rates>('example.Rates', { methods: ['of'] });

const inputs = { amount: port<number>(), currency: port<string>() };
const outputs = { euros: port<number>() };

/** A node whose function is a method of a class: what it needs is injected. */
@injectable()
export class ConvertHandler implements NodeHandler<typeof inputs, typeof outputs> {
  readonly #rates: Rates;

  constructor(@inject(Rates) rates: Rates) {
    this.#rates = rates;
  }

  run({ amount, currency }: InputValues<typeof inputs>) {
    return { euros: amount * this.#rates.of(currency) };
  }
}

export const convert = defineNode({ type: 'convert', inputs, outputs, handler: ConvertHandler });
