import { expect } from 'chai';
import { Surveys } from '#cycles/surveys.js';
import { resolved, sketch } from '../support/sketch.js';

describe('Surveys', () => {
  it('look at each workflow once', () => {
    const surveys = new Surveys(undefined);
    const looping = resolved(sketch('a>b', { loop: { back: 'b>a', until: 'a.out > 3' } }));
    expect(surveys.of(looping)).to.equal(surveys.of(looping));
    expect(surveys.of(looping)?.loops[0]?.body.map(({ id }) => id)).to.deep.equal(['a', 'b']);
    expect([...surveys.deep(looping)]).to.have.lengthOf(1);
  });

  it('have nothing to say of a workflow without loops', () => {
    const surveys = new Surveys(undefined);
    const plain = resolved(sketch('a>b'));
    expect(surveys.of(plain)).to.equal(undefined);
    expect([...surveys.deep(plain)]).to.deep.equal([]);
  });
});
