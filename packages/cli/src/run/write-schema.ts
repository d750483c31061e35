import { NodeTypes } from '@tenon/core';
import { workflowFileSchema } from '@tenon/workflow-file';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io/io.js';
import { writeText } from '../io/write-text.js';
import { jsonText } from '../json/json-text.js';
import { type HostOptions, openHost } from './host.js';

/** What `tenon schema` may be told. */
export interface SchemaOptions extends HostOptions {
  readonly output?: string;
}

/** Writes the JSON Schema of workflow files for the node types that are installed. */
export async function writeSchema(io: Io, options: SchemaOptions): Promise<ExitCode> {
  const { runtime } = await openHost(io, options);
  const { plugins } = runtime.describe();
  const schema = workflowFileSchema(runtime.services.get(NodeTypes).all, { plugins });
  await runtime.dispose();
  await writeText(io, options.output ?? '-', `${jsonText(schema, 2)}\n`);
  return EXIT.completed;
}
