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

/** Records a run, and answers what writes its report once it is over. */
export type Recorder = (handle: RunHandle) => (result: RunResult) => Promise<void>;

/**
 * What writes the report of a run. Loaded before the run begins: what draws is large, and a run that waits for it would look
 * slow in its own report.
 */
export async function recorderFor(
  io: Pick<Io, 'cwd' | 'stdout'>,
  path: string,
  runtime: Runtime,
  workflow: Workflow,
): Promise<Recorder> {
  const { recordTimeline, reportOf } = await import('@tenon/pictures');
  const types = runtime.services.get(NodeTypes).all;
  return (handle) => {
    const timeline = recordTimeline({ events: () => handle.events({ buffer: MOST_EVENTS }) });
    return async (result) => {
      const page = await reportOf(workflow, result, { types, timeline: await timeline });
      await writeText(io, path, page);
    };
  };
}
