import type { CaseEdge, Json } from '../../case.js';
import type { DrawnKind } from './draw-kind.js';
import type { Sketch } from './sketch.js';
import { addNode } from './sketch-node.js';

/**
 * The body of a loop that is being drawn. Each node but the first reads another of the body, and the last one reads all
 * that no other has read: so each can be reached from the first and reaches the last, and one back edge closes the loop
 * over all of them.
 */
export class LoopBody {
  /** Back edges beside the one that closes the loop. */
  readonly back: CaseEdge[] = [];
  readonly #members: string[] = [];
  readonly #ends = new Set<string>();
  #hasOwn = false;

  constructor(
    readonly sketch: Sketch,
    readonly within: readonly number[],
    readonly around: LoopBody | undefined,
  ) {}

  /** Adds a node that reads one of the body; the first one reads what the body lies in. */
  add(): void {
    const isHead = this.#members.length === 0;
    const read = isHead ? this.around?.read() : this.read();
    this.#append(isHead, read === undefined ? [] : [read]);
  }

  /** Takes one of the nodes as read, the latest mostly. */
  read(): string | undefined {
    const { draw } = this.sketch;
    const latest = this.#members.at(-1);
    if (latest === undefined) return this.around?.read();
    const read = draw.chance(0.6) ? latest : draw.from(this.#members);
    this.#ends.delete(read);
    return read;
  }

  /** Adds what is missing for a loop, and hands its last node to the body around it. */
  finish(): void {
    // A loop of nothing but another would have its body.
    if (!this.#hasOwn) this.add();
    const { features, draw } = this.sketch;
    if (features.has('switches') && draw.chance(0.3)) this.#addTurn();
    if (this.#ends.size > 1) {
      const reads = [...this.#ends];
      this.#ends.clear();
      this.#append(false, reads);
    }
    const [last] = this.#ends;
    if (last !== undefined) this.around?.take(last);
  }

  /** Takes the last node of a loop inside as one of its own. */
  take(id: string): void {
    this.#members.push(id);
    this.#ends.add(id);
  }

  /** A count that goes on from iteration to iteration, and a branch that turns with it: nodes run in some iterations. */
  #addTurn(): void {
    const { draw, sources } = this.sketch;
    const numbers = sources.filter(
      ({ node, sort }) => this.#members.includes(node) && sort === 'number',
    );
    if (numbers.length === 0) return;
    const { node: start } = draw.from(numbers);
    const count = this.#turning([start], 'counter', { step: 1 });
    const condition = `value % ${String(draw.between(2, 4))} < ${draw.from(['1', '2', '1.5'])}`;
    const turn = this.#turning([count], 'branch', { condition });
    const arms = [this.#turning([turn], 'counter', {}), this.#turning([turn], 'identity', {})];
    this.back.push({ from: count, output: 'value', to: count, input: 'value' });
    const arm = draw.from(arms);
    const [to, input] = draw.from([
      [count, 'step'],
      [arm, 'value'],
    ] as const);
    this.back.push({ from: arm, output: 'value', to, input });
  }

  #turning(reads: readonly string[], kind: string, config: Readonly<Record<string, Json>>): string {
    for (const read of reads) this.#ends.delete(read);
    return this.#append(false, reads, {
      kind,
      wants: new Map([['value', 'number']]),
      required: ['value'],
      config,
    });
  }

  #append(isHead: boolean, reads: readonly string[], drawn?: DrawnKind): string {
    this.#hasOwn = true;
    const id = addNode(this.sketch, {
      within: this.within,
      isHead,
      reads,
      ...(drawn !== undefined && { drawn }),
    });
    this.take(id);
    return id;
  }
}
