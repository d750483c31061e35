import { OTHER } from '@tenon/plugin-observability';
import { expect } from 'chai';
import fc from 'fast-check';
import { LabelLimit } from '#observability/metrics/label-limit.js';
import { MetricLabels } from '#observability/metrics/metric-labels.js';

describe('the labels of metrics', () => {
  it('are never more than the limit and one, and those that came first stay', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 20 }),
        fc.array(fc.string(), { maxLength: 100 }),
        (most, values) => {
          const limit = new LabelLimit(most);
          const first = values.map((value) => limit.of(value));
          const shown = new Set(first.filter((label, i) => label !== OTHER || values[i] === OTHER));
          expect(shown.size).to.be.at.most(most);
          expect(values.map((value) => limit.of(value))).to.deep.equal(first);
        },
      ),
    );
  });

  it('take names such as those of every object', () => {
    const limit = new LabelLimit(2);
    const names = ['__proto__', 'constructor', 'toString'];
    expect(names.map((name) => limit.of(name))).to.deep.equal(['__proto__', 'constructor', OTHER]);
  });

  it('count a node for each workflow that has it, and each kind for itself', () => {
    const labels = new MetricLabels(2);
    expect(['a', 'b', 'c'].map((workflow) => labels.node(workflow, 'it'))).to.deep.equal([
      'it',
      'it',
      OTHER,
    ]);
    expect(labels.node('a', 'it')).to.equal('it');
    expect(labels.workflow('a')).to.equal('a');
    expect(labels.nodeType('t')).to.equal('t');
    expect(labels.errorType('e')).to.equal('e');
  });
});
