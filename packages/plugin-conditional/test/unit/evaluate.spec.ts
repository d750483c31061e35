import { type ConditionSource, type Outline, parseCondition } from '@tenon/conditions';
import { expect } from 'chai';
import { evaluate, isDecidable, OTHER, type Sample } from '#conditional/analysis/evaluate.js';

function outline(source: ConditionSource): Outline {
  const names = new Map([['value', 'any' as const]]);
  const found = parseCondition(source, { names }).condition?.outline;
  if (found === undefined) throw new Error('There is no outline.');
  return found;
}

const holds = (text: string, value: Sample) =>
  evaluate(outline(text), new Map<string, Sample>([['value', value]]));

describe('an outline', () => {
  it('holds as its condition does', () => {
    expect(holds('value > 5 && value < 10', 7)).to.equal(true);
    expect(holds('value > 5 && !(value < 10)', 7)).to.equal(false);
    expect(holds('value > 10 || value == 1 || value == 7 && value < 9', 7)).to.equal(true);
    expect(holds('(value > 10 || value == 7) && value >= 8', 7)).to.equal(false);
    expect(holds('value in [1, -2, 7]', 7)).to.equal(true);
    expect(holds('value in []', 7)).to.equal(false);
    expect(holds('value <= 7 ? value != 7 : true', 7)).to.equal(false);
    expect(holds('true', 7)).to.equal(true);
  });

  it('fails where its condition does: from left to right, and nothing makes up for it', () => {
    expect(holds('value < 3', 'text')).to.equal('error');
    expect(holds('value < 3', OTHER)).to.equal('error');
    expect(holds('!(value < 3)', null)).to.equal('error');
    expect(holds('value < 3 || value == "x"', 'x')).to.equal('error');
    expect(holds('value == "x" || value < 3', 'x')).to.equal(true);
    expect(holds('value == "x" && value < 3', 'y')).to.equal(false);
    expect(holds('value', 1)).to.equal('error');
    expect(holds('value', true)).to.equal(true);
  });

  it('tells values of different types apart', () => {
    expect(holds('value == 1', '1')).to.equal(false);
    expect(holds('value != 1', true)).to.equal(true);
    expect(holds('value == null', OTHER)).to.equal(false);
  });

  it('can be decided unless it orders texts, or compares lists and objects', () => {
    expect(isDecidable(outline('value > 1 && value in ["a", null]'))).to.equal(true);
    expect(isDecidable(outline('value == 1 || value > "a"'))).to.equal(false);
    expect(isDecidable(outline({ operator: 'in', value: [1, [2]] }))).to.equal(false);
  });

  it('of 64 levels and of a chain of 200 is evaluated', () => {
    const chain = Array.from({ length: 200 }, (_, i) => `value != ${String(i)}`).join(' && ');
    expect(holds(chain, 200)).to.equal(true);
    expect(holds(`${'!'.repeat(50)}(value == 1)`, 1)).to.equal(true);
  });
});
