import {
  NodeTypes,
  type RunHandle,
  type RunResult,
  type Runtime,
  type Workflow,
} from '@tenon/core';
import type { Io } from '../io/io.js';
import { writeText } from '../io/write-text.js';
import { MOST_EVENTS } from './follow.js';

/** Begins to record a run, and answers what writes its report. Loads what draws it while the run goes on. */
export async function reporting(
  io: Pick<Io, 'cwd' | 'stdout'>,
  path: string,
  runtime: Runtime,
  workflow: Workflow,
  handle: RunHandle,
): Promise<(result: RunResult) => Promise<void>> {
  const events = handle.events({ buffer: MOST_EVENTS });
  const { recordTimeline, reportOf } = await import('@tenon/pictures');
  const timeline = recordTimeline({ events: () => events });
  return async (result) => {
    const types = runtime.services.get(NodeTypes).all;
    const page = await reportOf(workflow, result, { types, timeline: await timeline });
    await writeText(io, path, page);
  };
}
