import { EvaluationError } from '@marcbachmann/cel-js';
import { expect } from 'chai';
import { explain } from '#conditions/cel/explain.js';
import { Failure } from '#conditions/cel/failure.js';

describe('explain', () => {
  it('finds the place in the source, where it is known', () => {
    const origins = new Map([[3, 40]]);
    const at = (start: number) =>
      explain(new EvaluationError({ message: 'x', range: { start, end: start } }), origins).details
        .at;
    expect(at(3)).to.equal(40);
    expect(at(4)).to.equal(undefined);
    expect(explain(new EvaluationError('x'), origins).details).to.deep.equal({});
  });

  it('keeps what it has no words for', () => {
    const error = new EvaluationError({
      code: 'new_in_a_later_version',
      message: 'something else',
    });
    expect(explain(error, new Map()).message).to.equal('cannot be evaluated: something else');
  });

  it('leaves alone what is explained already', () => {
    const failure = new Failure('reads nothing');
    expect(explain(failure, new Map())).to.equal(failure);
  });
});
