import type { Case, CaseConnection, Expected } from '#conformance/case.js';
import type { Observed } from '#conformance/observe.js';

/** A case with what a test states, and otherwise a run of nothing that completes. */
export function aCase(stated: Partial<Case> = {}): Case {
  return {
    id: 'case',
    group: 'group',
    description: 'A case of a test.',
    nodes: [],
    connections: [],
    expected: { status: 'completed' },
    ...stated,
  };
}

/** A connection written as `from.output → to.input`. */
export function wire(text: string, contract?: CaseConnection['contract']): CaseConnection {
  const [, from = '', output = '', to = '', input = ''] =
    /^(\w+)\.(\S+) → (\w+)\.(\w+)$/.exec(text) ?? [];
  return { from, output, to, input, ...(contract !== undefined && { contract }) };
}

/** What came of a run: completed, with nothing in it, but for what a test states. */
export function observed(stated: Partial<Observed> = {}): Observed {
  return {
    status: 'completed',
    verified: [],
    refusedFor: [],
    entered: [],
    results: new Map(),
    outcomes: new Map(),
    nested: new Map(),
    loops: new Map(),
    error: undefined,
    warnings: [],
    ...stated,
  };
}

/** What a case expects: that a run completes, but for what a test states. */
export function expecting(stated: Partial<Expected> = {}): Expected {
  return { status: 'completed', ...stated };
}
