import { expect } from 'chai';
import { hasTemplates } from '#core/verify/templates.js';

describe('templates', () => {
  for (const data of ['${a}', 'at ${a}', { x: ['${a'] }, [[{ deep: '${secret:KEY}' }]], '$ ${a}']) {
    it(`stand in ${JSON.stringify(data)}`, () => {
      expect(hasTemplates(data)).to.equal(true);
    });
  }

  for (const data of ['$${a}', 'a', '{a}', '$a', { '${key}': 1 }, [1, null, undefined], 7]) {
    it(`do not stand in ${JSON.stringify(data)}`, () => {
      expect(hasTemplates(data)).to.equal(false);
    });
  }

  it('are found in cyclic and very deep data, with no accessor called', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = [cyclic];
    expect(hasTemplates(cyclic)).to.equal(false);
    let deep: unknown = '${a}';
    for (let i = 0; i < 20_000; i++) deep = { deep };
    expect(hasTemplates(deep)).to.equal(true);
    const hostile = Object.defineProperty({}, 'x', {
      enumerable: true,
      get: () => {
        throw new Error('called');
      },
    });
    expect(hasTemplates(hostile)).to.equal(false);
  });

  it('are no matter of class instances, which are no authored data', () => {
    class Holder {
      text = '${a}';
    }
    expect(hasTemplates({ holder: new Holder() })).to.equal(false);
  });
});
