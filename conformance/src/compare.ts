import type { Path } from '@tenon/core';
import { type Expected, isObject, type Json, type JsonObject } from './case.js';
import { type Difference, differencesOf, differentMembers } from './difference.js';
import type { Observed } from './observe.js';

/** Findings of checks: none of them may be among the warnings of a run of which a case expects none. */
const CHECKS: readonly string[] = [
  'TYPE_MISMATCH',
  'ENUM_VIOLATED',
  'CONTRACT_VIOLATED',
  'POLICY_VIOLATED',
  'PARAMETER_UNKNOWN',
];

/**
 * Compares one run with what its case expects, by the rules of "What to compare" in the README. Of a run that depends on
 * the clock only what the case states is looked at.
 */
export function compareRun(
  expected: Expected,
  got: Observed,
  isTimed: boolean,
  place: Path = [],
): Difference[] {
  return [
    ...differencesOf(expected.status, got.status, ['status']),
    ...refusal(expected, got),
    ...nodes(expected, got),
    ...nested(expected, got),
    ...error(expected, got),
    ...loops(expected, got, isTimed),
    ...warnings(expected, got, isTimed),
    ...large(expected, got),
  ].map((difference) => ({ ...difference, path: [...place, ...difference.path] }));
}

/** Every code listed was reported before the start, and so was whatever the workflow alone has; no node was entered. */
function refusal({ status, verify = [] }: Expected, got: Observed): Difference[] {
  const codes = status === 'refused' ? [...verify, ...got.verified] : got.verified;
  const missing = [...new Set(codes)].filter((code) => !got.refusedFor.includes(code));
  return [
    ...missing.map((code) => ({ path: ['verify'], expected: code, got: got.refusedFor })),
    ...(status === 'refused' && got.entered.length > 0
      ? [{ path: ['entered'], expected: [], got: got.entered }]
      : []),
    ...(status === 'refused' && got.outcomes.size > 0
      ? [{ path: ['outcomes'], expected: {}, got: Object.fromEntries(got.outcomes) }]
      : []),
  ];
}

/** Results and outcomes are exactly those expected, apart from nodes of which nothing is said. */
function nodes({ results, outcomes, mayRun }: Expected, got: Observed): Difference[] {
  const open = new Set(mayRun);
  return [
    ...(results === undefined
      ? []
      : differentMembers(membersOf(results), got.results, ['results'], open)),
    ...(outcomes === undefined
      ? []
      : differentMembers(membersOf(outcomes), got.outcomes, ['outcomes'], open)),
  ];
}

/** Of the nodes listed, the outcomes inside are exactly those expected, or there are none. */
function nested({ nested: listed = {} }: Expected, got: Observed): Difference[] {
  return Object.entries(listed).flatMap(([node, outcomes]) => {
    const place = ['nested', node];
    const inside = got.nested.get(node);
    if (outcomes !== null && inside !== undefined) {
      return differentMembers(membersOf(outcomes), inside, place);
    }
    return differencesOf(
      outcomes as Json,
      inside === undefined ? null : (Object.fromEntries(inside) as Json),
      place,
    );
  });
}

function error({ error: expected }: Expected, { error: got }: Observed): Difference[] {
  if (expected === undefined) return [];
  const { message, ...facts } = expected;
  const wrong = Object.entries(facts).flatMap(([name, value]) =>
    differencesOf(value, got?.[name as keyof typeof facts], ['error', name]),
  );
  // Messages are worded by the runtime; what the case gives is the text that stands in it.
  if (message !== undefined && got?.message.includes(message) !== true) {
    wrong.push({ path: ['error', 'message'], expected: message, got: got?.message });
  }
  return wrong;
}

/** Listed loops went as stated; others were not entered, or are open together with the nodes that are. */
function loops(
  { loops: listed = {}, mayRun = [] }: Expected,
  got: Observed,
  isTimed: boolean,
): Difference[] {
  const expected = membersOf(listed);
  const wrong = [...expected].flatMap(([id, stated]) => {
    const went = got.loops.get(id);
    if (!isObject(stated) || !isObject(went)) return differencesOf(stated, went, ['loops', id]);
    return Object.entries(stated).flatMap(([name, value]) =>
      differencesOf(value, went[name], ['loops', id, name]),
    );
  });
  if (isTimed || mayRun.length > 0) return wrong;
  const others = [...got.loops].filter(([id]) => !expected.has(id));
  return [
    ...wrong,
    ...others.map(([id, went]) => ({ path: ['loops', id], expected: undefined, got: went })),
  ];
}

function warnings({ warnings: listed }: Expected, got: Observed, isTimed: boolean): Difference[] {
  if (listed !== undefined) {
    return listed
      .filter((code) => !got.warnings.includes(code))
      .map((code) => ({ path: ['warnings'], expected: code, got: got.warnings }));
  }
  return got.warnings
    .filter((code) => !isTimed && CHECKS.includes(code))
    .map((code) => ({ path: ['warnings'], expected: undefined, got: code }));
}

/** Of a large workflow: the number of outcomes by status, and the results of some nodes. */
function large({ counts, sample = {} }: Expected, got: Observed): Difference[] {
  const counted = new Map<string, number>();
  for (const { status } of got.outcomes.values()) {
    counted.set(status, (counted.get(status) ?? 0) + 1);
  }
  return [
    ...(counts === undefined ? [] : differentMembers(membersOf(counts), counted, ['counts'])),
    ...[...membersOf(sample)].flatMap(([node, outputs]) =>
      differencesOf(outputs, got.results.get(node) ?? null, ['sample', node]),
    ),
  ];
}

function membersOf(object: Readonly<Record<string, unknown>>): ReadonlyMap<string, Json> {
  return new Map(Object.entries(object as JsonObject));
}
