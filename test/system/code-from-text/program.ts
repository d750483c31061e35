/** A program that makes no function from text, as its process forbids it: uses what is in the core and every plugin, and prints the results. */
import { createRuntime } from '@tenon/core';
import { optionsFor, PARTS, pluginsOf, workflowFor } from '../support/parts.js';

const runtime = createRuntime({ plugins: pluginsOf(PARTS) });
const { results } = await runtime.execute(workflowFor(PARTS), optionsFor(PARTS));
await runtime.dispose();
console.log(JSON.stringify(results));
