import { readdirSync, readFileSync } from 'node:fs';
import type { ConditionScope, ConditionSource } from '@tenon/conditions';
import { expect } from 'chai';
import { flawsOf, read, scopeOf } from '../support/conditions.js';

interface Case {
  readonly id: string;
  readonly nodes?: readonly {
    readonly id: string;
    readonly kind: string;
    readonly config?: {
      readonly condition?: ConditionSource;
      readonly inputs?: readonly string[];
      readonly cases?: readonly { readonly when: ConditionSource }[];
    };
  }[];
  readonly connections?: readonly {
    readonly from: string;
    readonly output: string;
    readonly to: string;
    readonly input: string;
  }[];
  readonly loops?: readonly { readonly until?: string; readonly while?: string }[];
  readonly parameters?: unknown;
  readonly expected: {
    readonly verify?: readonly string[];
    readonly results?: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
  };
}

const CASES = new URL('../../../../../conformance/cases/', import.meta.url);

function* cases(): Iterable<Case> {
  for (const file of readdirSync(CASES)) {
    if (!file.endsWith('.json')) continue;
    yield JSON.parse(readFileSync(new URL(file, CASES), 'utf8')) as Case;
  }
}

/** Each condition of a case, with the names it may use. */
function* conditionsOf({
  nodes = [],
  loops = [],
}: Case): Iterable<[ConditionSource, ConditionScope]> {
  for (const { kind, config } of nodes) {
    if (!['branch', 'switch-on', 'partition'].includes(kind)) continue;
    const scope = scopeOf('value', ...(config?.inputs ?? []));
    if (config?.condition !== undefined) yield [config.condition, scope];
    for (const { when } of config?.cases ?? []) yield [when, scope];
  }
  const ids = nodes.map(({ id }) => id);
  const scope = scopeOf(...ids, 'nodes', 'previous', 'iteration', 'elapsedMs');
  for (const loop of loops) {
    for (const text of [loop.until, loop.while]) if (text !== undefined) yield [text, scope];
  }
}

describe('the conditions of the conformance cases', () => {
  it('are refused where the cases say so, and read everywhere else', () => {
    let count = 0;
    for (const one of cases()) {
      let isFlawed = false;
      for (const [source, scope] of conditionsOf(one)) {
        count++;
        if (flawsOf(source, scope).length > 0) isFlawed = true;
      }
      const isRefused = one.expected.verify?.includes('CONDITION_INVALID') ?? false;
      expect(isFlawed, one.id).to.equal(isRefused);
    }
    expect(count).to.be.greaterThan(200);
  });

  it('decide as the cases have it, where what they see is in the results', () => {
    let count = 0;
    for (const { id, nodes = [], connections = [], expected, parameters } of cases()) {
      if (parameters !== undefined) continue;
      for (const { id: node, kind, config } of nodes) {
        const matched = expected.results?.[node]?.['matched'];
        const [edge, ...others] = connections.filter(({ to }) => to === node);
        const value = edge === undefined ? undefined : expected.results?.[edge.from]?.[edge.output];
        const condition = config?.condition;
        if (kind !== 'branch' || condition === undefined || value === undefined) continue;
        if (matched === undefined || others.length > 0) continue;
        count++;
        expect(read(condition).test({ value }), `${id}, ${node}`).to.equal(matched);
      }
    }
    expect(count).to.be.greaterThan(50);
  });
});
