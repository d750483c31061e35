import { expect } from 'chai';
import { placementText } from '#core/plugin/placement.js';
import { resolveOrder } from '#core/plugin/resolve-order.js';
import { stageText } from '#core/plugin/stages.js';
import { type Facts, plugin, tenSteps } from './manifests.js';

/** Where a plugin of these facts stands among the ten steps and others. */
function placed(facts: Facts, others: readonly ReturnType<typeof plugin>[] = []) {
  const order = resolveOrder([...tenSteps(), ...others, plugin('mine', facts)]);
  const at = order.findIndex((entry) => entry.plugin.manifest.name === 'mine');
  const nameAt = (i: number) => order[i]?.plugin.manifest.name;
  const placement = order[at]?.placement;
  if (placement === undefined) throw new Error('not placed');
  return { between: [nameAt(at - 1), nameAt(at + 1)], placement, why: placementText(placement) };
}

describe('the place of a plugin', () => {
  it('is its stage where it states one', () => {
    const { placement, why } = placed({ stage: 300 });
    expect(placement).to.include({ stage: 300, side: 'at', by: 'stage' });
    expect(why).to.equal('stage 300 (parameters)');
  });

  it('is its stage also where something of that stage runs before it', () => {
    const { why } = placed({ stage: 300, after: ['parameters'] });
    expect(why).to.equal('stage 300 (parameters)');
  });

  it('is just before execution where it says nothing', () => {
    const { between, placement, why } = placed({}, [plugin('late', { stage: 899.9 })]);
    expect(between).to.deep.equal(['late', 'execution']);
    expect(placement.by).to.equal('default');
    expect(why).to.equal('no order declared: just before execution');
  });

  it('is at the end of the stage of the latest that runs before it', () => {
    const { between, placement, why } = placed({ after: ['limits', 'audit'] }, [
      plugin('zz', { stage: 500 }),
    ]);
    expect(placement).to.include({ stage: 500, side: 'after', by: 'order' });
    expect(between).to.deep.equal(['zz', 'tracking']);
    expect(why).to.equal('"mine" declares after: ["audit"]');
  });

  it('is at the beginning of the stage of the earliest that runs after it', () => {
    for (const before of [
      ['results', 'audit'],
      ['audit', 'results'],
    ]) {
      const { between, placement, why } = placed({ before }, [plugin('aa', { stage: 500 })]);
      expect(placement).to.include({ stage: 500, side: 'before', by: 'order' });
      expect(between).to.deep.equal(['validation', 'aa']);
      expect(why).to.equal('"mine" declares before: ["audit"]');
    }
  });

  it('is laid to the first of several declarations that lead to one stage', () => {
    const twin = plugin('twin', { stage: 500 });
    expect(placed({ after: ['audit', 'twin'] }, [twin]).why).to.include('after: ["audit"]');
    expect(placed({ before: ['audit', 'twin'] }, [twin]).why).to.include('before: ["audit"]');
  });

  it('follows what others declare about it, and says who did', () => {
    const { between, why } = placed({}, [plugin('other', { stage: 200, before: ['mine'] })]);
    expect(between).to.deep.equal(['other', 'parameters']);
    expect(why).to.equal('"other" declares before: ["mine"]');
  });

  it('reaches through others without a stage', () => {
    const behind = placed({ after: ['link'] }, [plugin('link', { requires: ['audit'] })]);
    expect(behind.between).to.deep.equal(['link', 'tracking']);
    for (const link of ['a-link', 'z-link']) {
      const ahead = placed({ before: [link] }, [plugin(link, { before: ['audit'] })]);
      expect(ahead.between).to.deep.equal(['validation', link]);
      expect(ahead.placement).to.include({ stage: 500, side: 'before' });
    }
  });

  it('lies within a stage when both its neighbours state it', () => {
    const { between, placement } = placed({ after: ['first'], before: ['last'] }, [
      plugin('first', { stage: 350 }),
      plugin('last', { stage: 350 }),
    ]);
    expect(between).to.deep.equal(['first', 'last']);
    expect(placement).to.include({ stage: 350, side: 'at' });
  });

  it('moves behind one without a stage that must run before it', () => {
    const { between, placement, why } = placed({ after: ['access', 'free'] }, [plugin('free')]);
    expect(placement).to.include({ side: 'before', by: 'order' });
    expect(between).to.deep.equal(['free', 'execution']);
    expect(why).to.equal('"mine" declares after: ["free"]');
  });
});

describe('stageText', () => {
  it('names the ten steps, and leaves other stages numbers', () => {
    expect(stageText(700)).to.equal('700 (cycles)');
    expect(stageText(350)).to.equal('350');
  });
});
