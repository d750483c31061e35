import { didYouMean, type NodeDefinition, subWorkflow, type Workflow } from '@tenon/core';
import type { StatedDocument } from '../read/read-document.js';
import type { StatedBody, StatedWorkflow } from '../read/stated.js';
import { buildWorkflow } from './build.js';

/** One workflow of a file. */
export interface Unit {
  readonly document: StatedDocument;
  readonly stated: StatedWorkflow;
}

/** What a reference to another file leads to: a file that was read, or a workflow that the caller gave. */
type FileLink = StatedDocument | Workflow | undefined;

/** Follows references to other files; `undefined` where one leads nowhere, which has been told. */
export type FollowFile = (document: StatedDocument, path: string) => FileLink;

/** Workflows that were put together. */
export interface Linked {
  readonly workflow: Workflow | undefined;
  /** The unit that a built workflow comes from. */
  readonly unitOf: ReadonlyMap<Workflow, Unit>;
}

/**
 * Puts a workflow together with those it names: innermost first, each built once. Tells of names under which no workflow
 * stands, and of workflows that contain themselves, in all documents, also where nothing names the workflow they are in.
 */
export function link(
  root: StatedDocument,
  documents: Iterable<StatedDocument>,
  follow: FollowFile,
): Linked {
  const linker = new Linker(follow);
  for (const document of documents) {
    for (const stated of [document.main, ...document.workflows.values()]) {
      if (stated !== undefined) linker.put({ document, stated });
    }
  }
  return {
    workflow: root.main && linker.built.get(root.main),
    unitOf: linker.unitOf,
  };
}

type Reference = Exclude<StatedBody, { readonly form: 'kind' }>;

/** A unit that is being put together. */
interface Visit {
  readonly unit: Unit;
  /** The number of the node to look at next. */
  next: number;
  /** Whether something inside it cannot be built. */
  isBroken: boolean;
  readonly inner: Map<StatedBody, NodeDefinition>;
}

/** Depth-first with an explicit stack, linear in the nodes. */
class Linker {
  readonly unitOf = new Map<Workflow, Unit>();
  /** What was built; `undefined` where it could not be. */
  readonly built = new Map<StatedWorkflow, Workflow | undefined>();
  readonly #follow: FollowFile;
  readonly #stack: Visit[] = [];
  readonly #open = new Set<StatedWorkflow>();

  constructor(follow: FollowFile) {
    this.#follow = follow;
  }

  put(start: Unit): void {
    if (this.built.has(start.stated)) return;
    this.#enter(start);
    for (let top = this.#stack.at(-1); top !== undefined; top = this.#stack.at(-1)) {
      const node = top.unit.stated.nodes[top.next];
      if (node === undefined) this.#leave(top);
      else if (node.body.form === 'kind' || this.#isInside(top, node.id, node.body)) top.next++;
    }
  }

  #enter(unit: Unit): void {
    this.#open.add(unit.stated);
    this.#stack.push({ unit, next: 0, isBroken: false, inner: new Map() });
  }

  /** The workflow is built where neither its file nor anything inside it is at fault. */
  #leave({ unit, isBroken, inner }: Visit): void {
    const { document, stated } = unit;
    this.#stack.pop();
    this.#open.delete(stated);
    const isSound = !isBroken && document.findings.isEmpty;
    const workflow = isSound ? buildWorkflow(stated, inner) : undefined;
    this.built.set(stated, workflow);
    if (workflow !== undefined) this.unitOf.set(workflow, unit);
  }

  /** Whether what a node names is dealt with; if not, it is entered, and the node is looked at once more. */
  #isInside(top: Visit, node: string, body: Reference): boolean {
    const target = this.#targetOf(top.unit, node, body);
    if (target === undefined) top.isBroken = true;
    else if (!('stated' in target)) define(top, body, target);
    else if (this.#open.has(target.stated)) {
      this.#tellCycle(top.unit, node, body, target);
      top.isBroken = true;
    } else if (this.built.has(target.stated)) define(top, body, this.built.get(target.stated));
    else {
      this.#enter(target);
      return false;
    }
    return true;
  }

  #targetOf(unit: Unit, node: string, body: Reference): Unit | Workflow | undefined {
    const { document } = unit;
    if (body.form === 'file') {
      const found = this.#follow(document, body.name);
      if (found === undefined || !('source' in found)) return found;
      return found.main === undefined ? undefined : { document: found, stated: found.main };
    }
    const stated = document.workflows.get(body.name);
    if (stated !== undefined) return { document, stated };
    document.findings.error(
      'FILE_VALUE_INVALID',
      body.at,
      `Node "${node}" is the workflow "${body.name}", which the file does not hold.`,
      didYouMean(body.name, document.workflows.keys()) ||
        'Add it under "workflows", or name another file by "file".',
      { workflow: unit.stated.name, node },
    );
    return undefined;
  }

  #tellCycle(unit: Unit, node: string, body: Reference, target: Unit): void {
    const from = this.#stack.findIndex((visit) => visit.unit.stated === target.stated);
    const units = [...this.#stack.slice(from).map((visit) => visit.unit), target];
    unit.document.findings.error(
      'FILE_CYCLE',
      body.at,
      `Node "${node}" makes a workflow contain itself: ${units.map(nameOf).join(' → ')}.`,
      'Use a loop where a workflow should repeat.',
      { workflow: unit.stated.name, node },
    );
  }
}

function define(visit: Visit, body: Reference, workflow: Workflow | undefined): void {
  if (workflow === undefined) visit.isBroken = true;
  else
    visit.inner.set(
      body,
      subWorkflow(workflow, body.type === undefined ? {} : { type: body.type }),
    );
}

function nameOf({ document, stated }: Unit): string {
  const { file } = document.source;
  return stated === document.main && file !== undefined ? `"${file}"` : `"${stated.name}"`;
}
