import type { DryRun, NodeType, RunResult, Workflow } from '@tenon/core';
import { lookupIn } from './definitions.js';
import type { Drawing } from './drawing.js';
import { DrawnLevel, type Inner, type LevelPlace } from './level.js';
import { Sketch } from './sketch.js';
import { NO_STATES, type States, statesOfPlan, statesOfRun } from './states.js';

/** What a drawing may be told. */
export interface DrawingOptions {
  /** Node types that the workflow names by their kind: `services.getAll(NodeType)` of a runtime. */
  readonly types?: Iterable<NodeType>;
  /** Draws over a run: what ran, what was skipped, how loops ended. */
  readonly result?: RunResult<unknown>;
  /** Draws over a dry run: what would run, may run, and never does. A result beats it. */
  readonly dryRun?: DryRun;
  /** How many levels of sub-workflows are drawn open; 0 draws each as one box. All where nothing is said. */
  readonly depth?: number;
}

/** Boxes beyond which sub-workflows stay closed: workflows inside one another may come to more than any memory holds. */
const MOST_OPENED = 5_000;
/** The nesting that the core allows, too. */
const DEEPEST = 64;

/**
 * The picture of a workflow as data: boxes, arrows and groups, with how they stood in a run where a result is given. Pure, and
 * the same for the same workflow; never throws, so that a workflow that verification refuses can be looked at as well.
 */
export function drawingOf(workflow: Workflow, options: DrawingOptions = {}): Drawing {
  const { types = [], depth = DEEPEST } = options;
  const states = statesOf(options);
  const sketch = new Sketch();
  const lookup = lookupIn(types);
  const levels: DrawnLevel[] = [];
  let boxes = 0;

  function open(place: LevelPlace): DrawnLevel {
    boxes += place.workflow.nodes.length;
    const level = new DrawnLevel(place, sketch, lookup);
    levels.push(level);
    return level;
  }

  open({ workflow, within: [], group: undefined, states });
  for (let at = 0; at < levels.length; at++) {
    const level = levels[at] as DrawnLevel;
    const { within, states: around } = level.place;
    level.addBoxes(({ workflow: inner, node, definition, group }: Inner) => {
      const isClosed = within.length >= Math.min(depth, DEEPEST);
      if (isClosed || boxes + inner.nodes.length > MOST_OPENED) return undefined;
      const path = [...within, node.id];
      const { type: kind } = definition;
      const drawn = {
        form: 'workflow',
        path,
        label: node.id,
        kind,
        parent: group,
      } as const;
      return open({
        workflow: inner,
        within: path,
        group: sketch.group({ ...drawn, ...around.node(node.id) }),
        states: around.inside(node.id),
      });
    });
  }
  for (const level of levels) level.addEdges();
  const { nodes, groups, edges } = sketch;
  return { name: workflow.name, over: states.over, nodes, groups, edges };
}

function statesOf({ result, dryRun }: DrawingOptions): States {
  if (result !== undefined) return statesOfRun(result);
  return dryRun === undefined ? NO_STATES : statesOfPlan(dryRun);
}
