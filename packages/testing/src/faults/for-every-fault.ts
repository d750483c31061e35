import { checkOptionNames, messageOf, RuntimeError } from '@tenon/core';
import { checkCount, checkFaultSettings, checkName, SETTINGS } from './check-fault-options.js';
import { aFault, type Fault, type FaultSettings, type FaultSite } from './fault.js';
import { FAULT_KINDS, FAULT_PLACES, type FaultKind, type FaultPlace } from './fault-names.js';

/** What {@link forEveryFault} goes through. */
export interface EveryFaultOptions extends FaultSettings {
  /** Default: steps and hooks. */
  readonly on?: readonly FaultPlace[];
  /** Default: all. */
  readonly kinds?: readonly FaultKind[];
  /** How many moments there may be, for each place and kind. Default 1,000. */
  readonly most?: number;
}

const PLACES: readonly FaultPlace[] = ['step', 'hook'];
const MOST = 1000;

/**
 * Repeats a test with one fault after another: of each kind, at the first moment, the second, and so on until there is
 * nothing left to strike. How many moments there are need not be known; the test tells by running. It makes its runtime
 * anew each time, with the plugin of the fault in it, and starts its run with the signal of the fault. Answers where the
 * faults struck, in order.
 *
 * Throws FAULT_NOT_SURVIVED with what the test failed with, and how to inject that fault alone; FAULT_NEVER_STRUCK,
 * FAULT_UNHEARD, FAULTS_ENDLESS and OPTION_INVALID.
 *
 * The method is that of the out-of-memory tests of SQLite (sqlite.org/testing.html, section 3.1).
 *
 * @example
 * await forEveryFault(async ({ plugin, signal }) => {
 *   const clock = new VirtualClock();
 *   const { runtime } = aRuntime({ clock, plugins: [mine(), plugin] });
 *   const { result } = runtime.start(flow, { signal, timeoutMs: 5000 });
 *   expect((await clock.until(result)).status).to.be.oneOf(['completed', 'failed', 'aborted', 'refused']);
 *   expect(clock.pendingTimers).to.equal(0);
 * });
 */
export async function forEveryFault(
  test: (fault: Fault) => unknown,
  options: EveryFaultOptions = {},
): Promise<readonly FaultSite[]> {
  checkOptionNames(options, ['on', 'kinds', 'most', ...SETTINGS], 'forEveryFault');
  const { on = PLACES, kinds = FAULT_KINDS, most = MOST, ...settings } = options;
  for (const place of on) checkName('on', place, FAULT_PLACES);
  for (const kind of kinds) checkName('kinds', kind, FAULT_KINDS);
  checkCount('most', most);
  checkFaultSettings(settings);
  const struck: FaultSite[] = [];
  for (const place of on) {
    for (const kind of kinds) {
      struck.push(...(await forEveryMoment(test, kind, place, most, settings)));
    }
  }
  if (struck.length > 0) return struck;
  throw new RuntimeError(
    'FAULT_NEVER_STRUCK',
    'The test was run with faults, and none of them had anything to strike.',
    { hint: 'Install the plugin of the fault: aRuntime({ plugins: [fault.plugin] }).' },
  );
}

async function forEveryMoment(
  test: (fault: Fault) => unknown,
  kind: FaultKind,
  on: FaultPlace,
  most: number,
  settings: FaultSettings,
): Promise<readonly FaultSite[]> {
  const struck: FaultSite[] = [];
  for (let nth = 1; nth <= most + 1; nth++) {
    const fault = aFault({ ...settings, kind, on, nth });
    await survive(test, fault);
    const [site] = fault.struck;
    if (site === undefined) return struck;
    struck.push(site);
  }
  throw new RuntimeError(
    'FAULTS_ENDLESS',
    `After ${String(most)} faults of the kind "${kind}" there was another ${on} to strike.`,
    { hint: 'Raise "most", or narrow "where".' },
  );
}

async function survive(test: (fault: Fault) => unknown, fault: Fault): Promise<void> {
  try {
    await test(fault);
  } catch (cause) {
    if (fault.flaw !== undefined) throw fault.flaw;
    const { kind, on, nth } = fault;
    throw new RuntimeError(
      'FAULT_NOT_SURVIVED',
      `The test failed with the fault "${fault.title}"${placeOf(fault)}: ${messageOf(cause)}`,
      { cause, hint: `Inject it alone: aFault({ kind: '${kind}', on: '${on}', nth: ${nth} }).` },
    );
  }
  if (fault.flaw !== undefined) throw fault.flaw;
}

function placeOf({ struck }: Fault): string {
  const [site] = struck;
  if (site === undefined) return ', which did not strike';
  const { node, path, hook, plugin } = site;
  if (node !== undefined) return ` in node "${(path ?? [node]).join('/')}"`;
  return ` in hook "${hook ?? ''}" of plugin "${plugin ?? ''}"`;
}
