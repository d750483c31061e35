import { conditionFunctions } from './functions.js';

/** Functions for everyday conditions, to be bound as {@link ConditionFunctions} or to be added to. */
export const STANDARD_FUNCTIONS = conditionFunctions({
  abs: { takes: ['number'], gives: 'number', run: Math.abs },
  ceil: { takes: ['number'], gives: 'number', run: Math.ceil },
  floor: { takes: ['number'], gives: 'number', run: Math.floor },
  /** Halves go up, as `Math.round` has it. */
  round: { takes: ['number'], gives: 'number', run: Math.round },
  max: { takes: ['number'], rest: 'number', gives: 'number', run: Math.max },
  min: { takes: ['number'], rest: 'number', gives: 'number', run: Math.min },
  lower: { takes: ['string'], gives: 'string', run: (text: string) => text.toLowerCase() },
  upper: { takes: ['string'], gives: 'string', run: (text: string) => text.toUpperCase() },
  trim: { takes: ['string'], gives: 'string', run: (text: string) => text.trim() },
});
