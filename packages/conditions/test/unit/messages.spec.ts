import { ConditionError, type NameType } from '@tenon/conditions';
import { RuntimeError } from '@tenon/core';
import { expect } from 'chai';
import { failureOf, flawOf, flawsOf, read, scopeOf, typed } from '../support/conditions.js';

describe('what a condition that fails says', () => {
  it('names the path and what is near, and where it stands', () => {
    const error = failureOf('1 < 2 &&\n  order.totl > 1', { order: { total: 1, lines: [] } });
    expect(error).to.be.instanceOf(ConditionError);
    expect(error.code).to.equal('CONDITION_FAILED');
    expect(error.message).to.equal(
      'The condition "1 < 2 &&\n  order.totl > 1" reads "order.totl", but "order" has no member "totl", at line 2, column 3.',
    );
    expect(error.hint).to.equal('Did you mean "total"?');
    expect(error.expression).to.equal('1 < 2 &&\n  order.totl > 1');
    expect(error.position).to.deep.equal({ offset: 11, line: 2, column: 3 });
  });

  it('says what stands where members were looked for', () => {
    const told = (text: string, value: unknown): string => {
      const { message, hint } = failureOf(text, { value });
      return `${message.slice(message.indexOf('" ') + 2)} ${hint ?? ''}`;
    };
    expect(told('value.a.b == 1', { a: null })).to.contain('but "value.a" is null');
    expect(told('value.a.b == 1', { a: null })).to.contain('Ask value.a != null first.');
    expect(told('value.a.b == 1', { a: 'x' })).to.contain('but "value.a" is a text');
    expect(told('value.a.b == 1', { a: 'x' })).to.contain('Only objects and lists have members.');
    expect(told('value[2] == 1', [1, 2])).to.contain('but "value" has no item 2');
    expect(told('value[2] == 1', [1, 2])).to.contain('The list has 2 items, counted from 0.');
    expect(told('value.zzz == 1', { a: 1 })).to.contain('Ask has(value.zzz) first');
    const table = Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`z${String(i)}`, 1]));
    expect(told('value.zz == 1', table)).to.contain('Ask has(value.zz) first');
    expect(told('value["b c"] == 1', { 'b-c': 1 })).to.contain('reads "value["b c"]"');
    expect(told('has(value.a.b)', {})).to.contain('but "value" has no member "a"');
    expect(told('has(value.a)', null)).to.contain('but "value" is null');
    expect(told('value[0 + 2] == 1', [1])).to.contain('reads item 2 of a list that has none');
    expect(told('[value].all(v, v.ab == 1)', { ac: 1 })).to.contain('Did you mean "ac"?');
    expect(told('[value].all(v, v["ab"] == 1)', 7)).to.contain('reads member "ab" of a number');
    expect(told('value[true] == 1', [1])).to.contain('reads a member by a boolean');
    expect(told('[value].all(v, has(v.ab))', null)).to.contain('asks has(…) for a member of null');
  });

  it('shows no text that a member is looked for by: it is a value', () => {
    const key = 'ada@example.org';
    for (const text of ['value[key] == 1', 'value[key].x == 1', '[key].all(k, has(value[k].x))']) {
      for (const value of [{ 'ada@example.com': 1 }, null, 'x']) {
        const { message, hint } = failureOf(text, { value, key });
        expect(message, text).to.contain('reads a computed member of');
        expect(`${message} ${hint ?? ''}`, text).not.to.contain('example');
      }
    }
    expect(failureOf('has(value[key])', { value: 'x', key }).message).not.to.contain('example');
    expect(failureOf('value[key] == 1', { value: {}, key }).hint).to.equal(
      'Ask has(…) of it first where it may be missing.',
    );
  });

  it('says that a name has no value', () => {
    const { message, hint } = failureOf('limit > 1', {}, scopeOf('limit'));
    expect(message).to.contain('reads "limit", which has no value, at column 1');
    expect(hint).to.equal('Ask has(limit) first where it may be missing.');
  });

  it('says which types do not fit, at the place of the operator', () => {
    const told = (text: string, value: unknown): string => {
      const { message } = failureOf(text, { value });
      return message.slice(message.lastIndexOf(`${text}" `) + text.length + 2);
    };
    expect(told('true && value > 1', 'x')).to.equal(
      'compares a text with a number by ">", at column 9.',
    );
    expect(told('value <= value', true)).to.equal('compares a boolean by order, at column 1.');
    expect(told('1 < value', [1])).to.equal('compares a number with a list by "<", at column 1.');
    expect(told('value < "a"', { a: 1 })).to.equal(
      'compares an object with a text by "<", at column 1.',
    );
    expect(told('value < 1', Number.NaN)).to.equal(
      'compares NaN with a number by "<", at column 1.',
    );
    expect(told('value < 1', 10n)).to.equal(
      'compares a value without a type with a number by "<", at column 1.',
    );
    expect(told('value < value', 10n)).to.equal('compares a bigint by order, at column 1.');
    expect(told('value * 2 == 1', '4')).to.equal('calculates a text * a number, at column 1.');
    expect(told('1 + -value == 1', '4')).to.equal('calculates -(a text), at column 5.');
    expect(told('1 in value', 'abc')).to.equal('looks for a number in a text, at column 1.');
    expect(told('!value', null)).to.equal('has null where true or false is needed, at column 2.');
    expect(told('true || true ? value && true : true', 2)).to.contain('has a number where');
    expect(told('value / value > 0', 0)).to.equal(
      'calculates what is no number (NaN), at column 1.',
    );
    expect(told('value.contains("x")', 3)).to.equal(
      'asks whether a number contains a text, at column 1.',
    );
    expect(told('value.startsWith("x")', 3)).to.equal(
      'asks "startsWith" of a number and a text, at column 1.',
    );
    expect(told('"x".endsWith(value)', 3)).to.equal(
      'asks "endsWith" of a text and a number, at column 1.',
    );
    expect(told('size(value) > 1', new Map())).to.equal(
      'asks for the size of an object with a class, at column 1.',
    );
    expect(told('value.all(x, x)', 3)).to.equal('goes through a number, at column 1.');
    expect(told('value.filter(x, x) == []', [3])).to.contain(
      'has a number where true or false is needed',
    );
  });

  it('states its place, and is told apart by its subject', () => {
    const scope = {
      ...scopeOf('value'),
      subject: 'condition of case "large"',
      where: { workflow: 'orders', node: 'size' },
    };
    const error = failureOf('value > 1', { value: 'x' }, scope);
    expect(error.where).to.deep.equal({ workflow: 'orders', node: 'size' });
    expect(error.message).to.match(/^The condition of case "large" "value > 1" compares/);
    expect(flawOf('valu > 1', scope)).to.match(/^The condition of case "large" "valu > 1" names/);
  });

  it('keeps what data threw as its cause', () => {
    const cause = new Error('no entry');
    const trap = new Proxy(
      {},
      {
        getOwnPropertyDescriptor: () => {
          throw cause;
        },
      },
    );
    const error = failureOf('value.a == 1', { value: trap });
    expect(error.cause).to.equal(cause);
    expect(error.message).to.contain('reads data that threw: no entry');
  });

  it('cuts a long condition in its message, and nowhere else', () => {
    const text = `value > 1 && ${'true && '.repeat(50)}true`;
    const error = failureOf(text, { value: 'x' });
    expect(error.message.length).to.be.lessThan(250);
    expect(error.message).to.contain(`The condition "${text.slice(0, 120)}…" compares`);
    expect(error.expression).to.equal(text);
    const fits = `value > ${'1'.padStart(112)}`;
    expect(failureOf(fits, { value: 'x' }).message).to.contain(`"${fits}" compares`);
  });
});

describe('what is wrong with CEL text', () => {
  it('is told with its position, and what a person most likely meant', () => {
    const expectFlaw = (text: string, message: RegExp, offset: number, hint = ''): void => {
      const [flaw, ...more] = flawsOf(text, scopeOf('value', 'limit'));
      expect(more).to.deep.equal([]);
      expect(flaw?.message, text).to.match(message);
      expect(flaw?.position?.offset, text).to.equal(offset);
      expect(flaw?.hint ?? '', text).to.contain(hint);
    };
    expectFlaw(
      'value > lmit',
      /names "lmit", which is not known here, at column 9\.$/,
      8,
      'Did you mean "limit"?',
    );
    expectFlaw('value > zzzzzz', /names "zzzzzz"/, 8, 'Known are "value" and "limit".');
    expectFlaw('value > ', /cannot be read: unexpected token: the end, at column 9/, 8);
    expectFlaw('(value > 1', /expected "\)", got the end/, 10);
    expectFlaw('value = 1', /unexpected character/, 6, 'Equality is "==".');
    expectFlaw('value === 1', /cannot be read/, 8, 'Equality is "==".');
    expectFlaw('value =~ "x"', /cannot be read/, 6, 'contains, startsWith and endsWith');
    expectFlaw('value > 1 and limit > 1', /cannot be read/, 10, 'Both of two is "&&".');
    expectFlaw('value > 1 or limit > 1', /cannot be read/, 10, 'One of two is "||".');
    expectFlaw('value > 1 & limit > 1', /cannot be read/, 10, 'Both of two is "&&".');
    expectFlaw('value == `x`', /cannot be read/, 9, 'in "double" or \'single\' quotes');
    expectFlaw('value == "x', /unterminated string/, 9);
    expectFlaw('loop.a > 1', /uses "loop", a word that CEL reserves/, 0, 'nodes["name"]');
    expectFlaw(
      'value > 1\n  && abz(limit) > 1',
      /calls "abz", which is not known here, at line 2, column 6/,
      15,
      'Conditions have has, size',
    );
    expectFlaw('value.sise() > 1', /calls "sise"/, 0, 'Did you mean "size"?');
    expectFlaw('value.matches("^a+$")', /calls "matches"/, 0, 'some take for ever');
    expectFlaw(
      'size(value, limit) > 1',
      /in a form that it does not have/,
      0,
      'Write size(value) or value.size().',
    );
    expectFlaw(
      'contains(value, "a")',
      /in a form that it does not have/,
      0,
      'Write value.contains(part).',
    );
    expectFlaw(
      'value.all(x > 1)',
      /in a form that it does not have/,
      0,
      'Write list.all(item, …).',
    );
    expectFlaw('value.all(limit.x, true)', /without a name for its item/, 16);
    expectFlaw('has(1)', /asks has\(…\) of no member/, 0, 'Write has(order.total).');
    expectFlaw('has(vale)', /names "vale"/, 4, 'Did you mean "value"?');
    expectFlaw('has(value.a, 1)', /calls "has"/, 0);
    expectFlaw('value == 9007199254740993', /no double holds/, 9, 'Compare it as a text.');
    expectFlaw('value == 1e999', /cannot be read/, 9);
    expect(flawOf('  ')).to.equal('The condition "  " is empty.');
  });

  it('comes all at once', () => {
    const messages = flawsOf('valu > 1 && size(lmit) == 2 && 1 < "a"').map(
      ({ message }) => message,
    );
    expect(messages).to.have.length(3);
  });

  it('is what its known types tell', () => {
    const scope = typed({
      total: 'number',
      name: 'string',
      done: 'boolean',
      lines: 'list',
      owner: 'object',
      cost: {
        members: new Map<string, NameType>([
          ['net', 'number'],
          ['tax', { members: new Map(), open: true }],
        ]),
      },
    });
    const told = (text: string): string => {
      const message = flawOf(text, scope);
      return message.slice(message.lastIndexOf(`${text}" `) + text.length + 2);
    };
    expect(told('total > "5"')).to.equal('compares a number with a text by ">", at column 1.');
    expect(told('name < total')).to.contain('compares a text with a number');
    expect(told('done > false')).to.contain('compares a boolean with a boolean');
    expect(told('owner < 1')).to.contain('compares an object with a number');
    expect(told('total + name == 1')).to.contain('calculates a number + a text');
    expect(told('name * 2 == 1')).to.contain('calculates a text * a number');
    expect(told('-name == 1')).to.contain('calculates -(a text)');
    expect(told('!total')).to.contain('has a number where true or false is needed, at column 2.');
    expect(told('done && total')).to.contain('has a number where');
    expect(told('total ? true : false')).to.contain('has a number where');
    expect(told('done ? 1 : "a"')).to.contain('chooses between a number and a text');
    expect(told('total')).to.equal('gives a number, not true or false, at column 1.');
    expect(told('cost')).to.contain('gives an object');
    expect(told('"a" in name')).to.contain('looks for a text in a text');
    expect(told('size(total) > 1')).to.contain('asks "size" of a number');
    expect(told('total.startsWith("a")')).to.contain('asks "startsWith" of a number');
    expect(told('name.startsWith(1)')).to.contain('asks "startsWith" of a number');
    expect(told('owner.exists(x, true)')).to.contain('goes through an object');
    expect(told('name.exists(x, 5)')).to.equal('');
    expect(told('lines.exists(x, 5)')).to.contain('has a number where');
    expect(told('total.cents > 1')).to.equal(
      'reads "total.cents", and "total" is a number, at column 1.',
    );
    expect(told('cost.nett > 1')).to.equal(
      'reads "cost.nett", and "cost" has no such member, at column 1.',
    );
    expect(flawsOf('cost.nett > 1', scope)[0]?.hint).to.equal('Did you mean "net"?');
    expect(told('has(cost.nett)')).to.contain('has no such member');
    expect(told('cost.net > "a"')).to.contain('compares a number with a text');
    expect(told('size(name) > "a"')).to.contain('compares a number with a text');
  });

  it('is nothing where types are not known to differ, or only equality is asked', () => {
    const scope = typed({
      total: 'number',
      name: 'string',
      lines: 'list',
      cost: { members: new Map([['net', 'number']]), open: true },
    });
    for (const text of [
      'total == name',
      'name != null',
      'total in [1, "a"]',
      'cost.nett > "a"',
      'cost.net > 1',
      'lines.length > 1',
      'lines[0].a > "x"',
      '(total > 1 ? null : name) == null',
      'lines.contains(name) && name.contains("a")',
      'lines.map(x, x.a)[0] > 1',
    ]) {
      expect(flawsOf(text, scope), text).to.deep.equal([]);
    }
    // What is said of a type binds nobody: a value that differs fails, or is unequal, when it comes.
    expect(read('total == "a"', scope).test({ total: 'a' })).to.equal(true);
    expect(failureOf('total > 1', { total: 'a' }, scope).message).to.contain(
      'compares a text with',
    );
  });

  it('says nothing of a fix where none is known', () => {
    const scope = typed({ cost: { members: new Map([['net', 'number']]) } });
    const [flaw] = flawsOf('cost.zzzzzz > 1', scope);
    expect(flaw?.message).to.contain('has no such member');
    expect(flaw).not.to.have.property('hint');
    const row = flawsOf({ operator: 'contains', value: 1 }, typed({ value: 'number' }))[0];
    expect(row).to.have.all.keys('message');
  });

  it('is data: frozen, and thrown by nothing', () => {
    const [flaw] = flawsOf('valu > 1');
    expect(Object.isFrozen(flaw) && Object.isFrozen(flaw?.position)).to.equal(true);
    expect(RuntimeError.is(flaw)).to.equal(false);
  });
});
