import type { Visit } from './visit.js';

/** The visits whose promise is awaited. Adding and removing one costs the same however many there are. */
export class InFlight {
  readonly #visits: Visit[] = [];
  /** By step; made when visits are looked up, which happens when many are cut off at once. */
  #byStep: Map<number, Visit> | undefined;

  add(visit: Visit): void {
    this.#byStep = undefined;
    visit.place = this.#visits.length;
    this.#visits.push(visit);
  }

  /** Removes a visit; answers `false` where it is not among them. */
  delete(visit: Visit): boolean {
    const { place } = visit;
    if (place < 0) return false;
    this.#byStep = undefined;
    const last = this.#visits.pop() as Visit;
    if (last !== visit) {
      this.#visits[place] = last;
      last.place = place;
    }
    visit.place = -1;
    return true;
  }

  /** The visit of a step, if it is awaited. */
  of(step: number): Visit | undefined {
    this.#byStep ??= new Map(this.#visits.map((visit) => [visit.step.index, visit]));
    return this.#byStep.get(step);
  }
}
