import type { Container, ServiceIdentifier } from 'inversify';
import type { HookRegistry } from '../hooks/hook-registry.js';
import type { RunServices } from '../run/active-run.js';
import type { IdSource } from '../services/id-source.js';
import type { Services } from '../services/service.js';
import type { Planner } from './planner.js';

/** What a runtime is put together from; made by the start-up sequence. */
export interface RuntimeParts {
  readonly registry: HookRegistry;
  readonly planner: Planner;
  readonly services: RunServices;
  /** The services that the host may ask for. */
  readonly hostServices: Services;
  readonly ids: IdSource;
  /** Whether each visit is tracked, which turns timing on. */
  readonly tracksTasks: boolean;
  /** The containers of the runtime, outermost last, and what it bound in each. */
  readonly bound: readonly {
    readonly container: Container;
    readonly ids: readonly ServiceIdentifier[];
  }[];
}
