import { hasParts } from '../support/parts.js';
import type { Concern } from './concern.js';
import { abortConcern } from './concerns/abort.js';
import { attemptTimeOutConcern } from './concerns/attempt-time-out.js';
import { auditConcern } from './concerns/audit.js';
import { breakerConcern } from './concerns/breaker.js';
import { contentConcern } from './concerns/content-check.js';
import { contractsConcern } from './concerns/contracts.js';
import { eventsConcern } from './concerns/events.js';
import { parametersConcern } from './concerns/parameters.js';
import { resourceConcern } from './concerns/resource.js';
import { retryConcern } from './concerns/retry.js';
import { secretsConcern } from './concerns/secrets.js';
import { timeOutConcern } from './concerns/time-out.js';
import { traceConcern } from './concerns/trace.js';
import { SETTINGS } from './settings.js';
import { WAYS } from './subject.js';

const CONCERNS: readonly Concern[] = [
  parametersConcern,
  contractsConcern,
  contentConcern,
  timeOutConcern,
  abortConcern,
  retryConcern,
  resourceConcern,
  attemptTimeOutConcern,
  breakerConcern,
  auditConcern,
  eventsConcern,
  secretsConcern,
  traceConcern,
];

describe('a run', () => {
  for (const { claim, needs, check } of CONCERNS) {
    for (const setting of SETTINGS) {
      if (!hasParts(...needs, ...setting.needs)) continue;
      it(claim(setting.name), async () => {
        for (const way of WAYS) await check(setting, way);
      });
    }
  }
});
