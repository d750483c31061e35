import { expect } from 'chai';
import type { Case } from '#conformance/case.js';
import { checkCase } from '#conformance/check-case.js';
import { formatCase } from '#conformance/format-case.js';
import { missingFor } from '#conformance/needs.js';
import { INSTALLED } from '#conformance/plugins.js';
import { parseCase } from '#conformance/read-cases.js';
import { Distribution } from '#conformance/reference/random/distribution.js';
import {
  FEATURES,
  type Feature,
  possibleFeatures,
} from '#conformance/reference/random/features.js';
import { generateRandom } from '#conformance/reference/random/generate-random.js';

const COUNT = 1500;

function drawn(features: readonly Feature[], count = COUNT): Case[] {
  return Array.from({ length: count }, (_, seed) => generateRandom(seed, features));
}

describe('generateRandom', function () {
  this.timeout(60_000);
  let distribution: Distribution;

  before(() => {
    distribution = new Distribution(drawn(FEATURES));
  });

  it('draws the same case from the same seed', () => {
    expect(generateRandom(7, FEATURES)).to.deep.equal(generateRandom(7, FEATURES));
    expect(generateRandom(7, FEATURES)).not.to.deep.equal(generateRandom(8, FEATURES));
  });

  it('draws cases that a file may hold', () => {
    for (const stated of drawn(FEATURES, 200)) {
      expect(() => checkCase(stated)).not.to.throw();
      const { id } = stated;
      expect(parseCase(formatCase(stated), id)).to.deep.equal(JSON.parse(JSON.stringify(stated)));
    }
  });

  it('draws runs that complete, fail and are refused', () => {
    const share = (status: string) => distribution.of(status) / distribution.of('runs');
    expect(share('completed')).to.be.within(0.4, 0.7);
    expect(share('failed')).to.be.within(0.2, 0.45);
    expect(share('refused')).to.be.within(0.05, 0.25);
    const shareOfNodes = (reason: string) =>
      distribution.of(`nodes ${reason}`) / distribution.of('nodes');
    expect(shareOfNodes('deadEdges')).to.be.greaterThan(0.05);
    expect(shareOfNodes('upstreamFailed')).to.be.within(0.05, 0.3);
  });

  const often = [
    ...['const', 'identity', 'pass', 'add', 'multiply', 'concat', 'counter', 'threshold'],
    ...['params', 'collect', 'emit', 'fail', 'branch', 'switch-on', 'partition', 'merge', 'typed'],
    ...['workflow', 'workflows', 'inputs', 'paths', 'templates', 'parameters', 'parametersOf'],
    ...['several edges into one input', 'loops', 'several loops', 'conditions', 'accepted limits'],
    ...['loop maxIterations', 'loop exited', 'loop converged', 'loop failed'],
    ...['several iterations', 'loops 2 deep', 'mayRun'],
    ...['deadEdges', 'upstreamFailed', 'NODE_FAILED', 'CONTENT_FAILED', 'CONDITION_FAILED'],
    ...['onError continue', 'mode skip-branches', 'isolation freeze', 'isolation copy'],
  ];
  const seldom = [
    ...[
      'loops 3 deep',
      'sleep',
      'mutate',
      'join any',
      'executions',
      'contentAware false',
      'unknown warn',
    ],
    ...['OUTPUT_MISSING', 'OUTPUT_INVALID', 'NO_MATCH', 'LOOP_LIMIT', 'SUBWORKFLOW_FAILED'],
    ...['INPUT_CONFLICT', 'INPUT_REQUIRED', 'UNKNOWN_NODE', 'UNKNOWN_PORT', 'UNKNOWN_KIND'],
    ...['DUPLICATE_NODE', 'ID_INVALID', 'UNDECLARED_CYCLE', 'LOOP_INVALID', 'LOOPS_OVERLAP'],
    ...['CONDITION_INVALID', 'PARAMETER_UNKNOWN', 'TEMPLATE_UNRESOLVED', 'TYPE_MISMATCH'],
  ];
  for (const [traits, share] of [
    [often, 0.015],
    [seldom, 0.001],
  ] as const) {
    for (const trait of traits) {
      it(`draws "${trait}" in at least ${String(share * 100)} % of the cases`, () => {
        expect(distribution.of(trait)).to.be.at.least(COUNT * share);
      });
    }
  }

  it('draws only what the features asked for allow', () => {
    const plain = new Distribution(drawn([], 200));
    for (const trait of [
      'branch',
      'merge',
      'loops',
      'parameters',
      'templates',
      'fail',
      'refused',
    ]) {
      expect(plain.of(trait), trait).to.equal(0);
    }
    expect(plain.of('completed')).to.be.greaterThan(100);
    for (const stated of drawn(possibleFeatures(INSTALLED), 300)) {
      expect(missingFor(stated, INSTALLED)).to.deep.equal([]);
    }
  });
});

describe('possibleFeatures', () => {
  it('are those whose plugins are installed', () => {
    expect(possibleFeatures([])).to.include('paths').and.not.include('parameters');
    const cycles = { capability: 'cycles', plugins: () => [] } as const;
    expect(possibleFeatures([cycles]))
      .to.include('loops')
      .and.not.include('switches');
  });
});
