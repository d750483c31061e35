/**
 * The meaning of a case is left open at one place, so that no outcome can be said to be the right one. Thrown by the
 * reference evaluator; the generator of random cases draws another case.
 */
export class Undecided extends Error {}
