import type { Issue, NodeTypes, Workflow } from '@tenon/core';
import { FORMAT_VERSION } from '../read/read-document.js';
import { type Doc, type DocMap, docMap } from './doc.js';
import { Unwritable } from './unwritable.js';
import { writeWorkflow } from './write-workflow.js';

/** What is to be written of a workflow, and what could not be. */
export interface Written {
  readonly doc: DocMap;
  readonly issues: readonly Issue[];
}

/** A workflow as a document: those inside it, each once, stand under `workflows`. Iterative in how deep they nest. */
export function writeDocument(
  root: Workflow,
  schema: string | undefined,
  types: Pick<NodeTypes, 'get'> | undefined,
): Written {
  const issues: Issue[] = [];
  const keys = new Map<Workflow, string>();
  const taken = new Set<string>();
  const nameOf = (flow: Workflow) => {
    let key = keys.get(flow);
    if (key === undefined) {
      key = freeName(flow.name, taken);
      taken.add(key);
      keys.set(flow, key);
    }
    return key;
  };
  const writing = (flow: Workflow) => ({
    unwritable: new Unwritable(flow.name, issues),
    nameOf,
    types,
  });
  const main = writeWorkflow(root, writing(root), undefined);
  const inner: [string, Doc][] = [];
  // The map grows while it is gone through.
  for (const [flow, key] of keys)
    inner.push([key, docMap(writeWorkflow(flow, writing(flow), key))]);
  return {
    doc: docMap([
      ['tenon', FORMAT_VERSION],
      ['$schema', schema],
      ...main,
      ['workflows', inner.length === 0 ? undefined : docMap(inner)],
    ]),
    issues,
  };
}

/** The name, or one like it that no other workflow has. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  let key = name;
  for (let next = 2; taken.has(key); next++) key = `${name}-${String(next)}`;
  return key;
}
