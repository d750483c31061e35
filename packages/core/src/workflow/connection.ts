import type { Path } from './path.js';
import type { JsonSchema, Schema } from './schema.js';

/** What must hold of the values on a connection. Checked by `@tenon/plugin-validation`. */
export interface Contract {
  readonly name?: string;
  /** What the producer promises of the delivered value. */
  readonly source?: Schema | JsonSchema;
  /** What the consumer asks of the delivered value. */
  readonly target?: Schema | JsonSchema;
  readonly policies?: readonly string[];
}

/** One end of a connection: the output of a node, and a path into it. */
export interface Source {
  readonly from: string;
  readonly output: string;
  readonly path: Path;
}

/** An arrow from an output, or a place inside it, to an input. */
export interface Connection extends Source {
  readonly to: string;
  readonly input: string;
  /** A contract, or the name of one in the container's registry. */
  readonly contract: Contract | string | undefined;
}
