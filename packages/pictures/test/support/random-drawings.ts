import type { Drawing, DrawnGroup, DrawnNode, DrawnState, NodeShape } from '@tenon/pictures';
import fc from 'fast-check';
import { HOSTILE } from './hostile.js';

const SHAPES: readonly NodeShape[] = [
  ...(['step', 'source', 'sink', 'switch', 'merge', 'workflow', 'input', 'output'] as const),
];
const STATES: readonly (DrawnState | undefined)[] = [
  ...(['completed', 'skipped', 'failed', 'aborted', 'runs', 'may', 'never'] as const),
  undefined,
];

/** Any text that a name may be, hostile ones often. */
const anyName = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
);

const anyState = fc.constantFrom(...STATES);

function anyGroup(index: number): fc.Arbitrary<DrawnGroup> {
  return fc.record({
    form: fc.constantFrom('loop', 'workflow'),
    path: fc.tuple(anyName),
    label: anyName,
    kind: fc.option(anyName, { nil: undefined }),
    parent: index === 0 ? fc.constant(undefined) : fc.option(fc.nat(index - 1), { nil: undefined }),
    state: anyState,
    notes: fc.array(anyName, { maxLength: 2 }),
    detail: fc.option(anyName, { nil: undefined }),
  });
}

function anyNode(groups: number): fc.Arbitrary<DrawnNode> {
  return fc.record({
    path: fc.array(anyName, { minLength: 1, maxLength: 3 }),
    label: anyName,
    kind: fc.option(anyName, { nil: undefined }),
    shape: fc.constantFrom(...SHAPES),
    isKnown: fc.boolean(),
    group:
      groups === 0 ? fc.constant(undefined) : fc.option(fc.nat(groups - 1), { nil: undefined }),
    state: anyState,
    notes: fc.array(anyName, { maxLength: 2 }),
    detail: fc.option(anyName, { nil: undefined }),
  });
}

/** Drawings of any form, with names of any kind. */
export const anyDrawing: fc.Arbitrary<Drawing> = fc
  .tuple(fc.nat(4), fc.integer({ min: 1, max: 12 }))
  .chain(([groups, nodes]) =>
    fc.record({
      name: anyName,
      over: fc.constantFrom('nothing', 'run', 'plan'),
      groups: fc.tuple(...Array.from({ length: groups }, (_, index) => anyGroup(index))),
      nodes: fc.array(anyNode(groups), { minLength: nodes, maxLength: nodes }),
      edges: fc.array(
        fc.record({
          from: fc.nat(nodes - 1),
          to: fc.nat(nodes - 1),
          labels: fc.array(anyName, { maxLength: 6 }),
          isBack: fc.boolean(),
          state: fc.constantFrom('live', 'may', 'dead'),
        }),
        { maxLength: 20 },
      ),
    }),
  );
