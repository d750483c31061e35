import { expect } from 'chai';
import { ask, askOf, failureOf, flawOf, read, scopeOf } from '../support/conditions.js';

function expectAll(value: unknown, answers: Readonly<Record<string, boolean>>): void {
  for (const [text, answer] of Object.entries(answers)) {
    expect(askOf(text, value), text).to.equal(answer);
  }
}

describe('CEL text', () => {
  it('compares numbers and texts by order', () => {
    expectAll(3, {
      'value > 2': true,
      'value >= 3.0': true,
      'value < 3': false,
      '4 <= value': false,
    });
    expectAll('b', { 'value > "a"': true, "value >= 'b'": true, 'value < "B"': false });
    expectAll(-0, { 'value == 0': true, 'value < 0': false, '-value == 0.0': true });
    expectAll(Infinity, { 'value > 1e308': true, 'value == value': true, '-value < 0': true });
  });

  it('holds values of different types to be unequal', () => {
    expectAll(1, {
      'value == "1"': false,
      'value != "1"': true,
      'value == true': false,
      'value == null': false,
      'value == [1]': false,
      'true == 1': false,
      '1 == 1.0': true,
      '"a" != null': true,
      '[1] == 1': false,
      '(1 == 2) == "a"': false,
    });
    expectAll(null, { 'value == null': true, 'value != null': false, 'value == false': false });
  });

  it('compares lists and plain objects by what they hold, in any order of members', () => {
    const one = { a: [1, { b: null }], c: 'x', gone: undefined };
    const same = { c: 'x', a: [1, { b: null }] };
    expect(ask('one == same', { one, same })).to.equal(true);
    expect(ask('one == same', { one, same: { ...same, d: 1 } })).to.equal(false);
    expect(ask('one == same', { one, same: { ...same, c: 'y' } })).to.equal(false);
    expect(ask('one == same', { one, same: { ...same, a: [1] } })).to.equal(false);
    expect(ask('one == same', { one, same: { ...same, a: { length: 2 } } })).to.equal(false);
    expect(ask('one.a == same', { one, same })).to.equal(false);
    expect(askOf('value == [1, "a", [2]]', [1, 'a', [2]])).to.equal(true);
    expect(askOf('value == [1, "a", [3]]', [1, 'a', [2]])).to.equal(false);
  });

  it('holds objects with a class to be equal to themselves alone', () => {
    const date = new Date(0);
    expect(ask('a == b', { a: date, b: date })).to.equal(true);
    expect(ask('a == b', { a: date, b: new Date(0) })).to.equal(false);
    expect(ask('a == b', { a: [date], b: [new Date(0)] })).to.equal(false);
  });

  it('calculates with doubles, also where a number is written without a point', () => {
    expectAll(3, {
      'value + 1 == 4': true,
      '2 / 4 == 0.5': true,
      'value % 2 == 1': true,
      '-7.5 % 2 == -1.5': true,
      '(value - 1) * 2 == 4': true,
      '-value < 0 && - -value > 0': true,
      '1 + 2 * 3 == 7': true,
      '2 - 1 - 1 == 0': true,
      '1 / 0 > value': true,
      '0x10 == 16': true,
      '1.5e3 == 1500': true,
    });
    expect(askOf('value + "b" == "ab"', 'a')).to.equal(true);
  });

  it('asks whether a list holds an item', () => {
    expectAll(2, {
      'value in [1, 2]': true,
      'value in [1, "2"]': false,
      'value in []': false,
      'value in [value]': true,
      'null in [1, null]': true,
      '[1] in [[1], 2]': true,
      '-0.0 in [0]': true,
    });
    expectAll(['x', { a: 1 }], { "'x' in value": true, '1 in value': false });
    expect(ask('a in list', { a: { b: 1 }, list: [{ b: 1 }] })).to.equal(true);
  });

  it('asks texts and lists for what they contain', () => {
    expectAll('abc', {
      'value.contains("b")': true,
      'value.contains("")': true,
      'value.startsWith("ab")': true,
      'value.startsWith("b")': false,
      'value.endsWith("bc")': true,
      'value.endsWith("b")': false,
    });
    expectAll([1, 2], { 'value.contains(2)': true, 'value.contains("2")': false });
  });

  it('counts characters, items and members', () => {
    expectAll('a😀b\ud83d', { 'size(value) == 4': true, 'value.size() == 4': true });
    expectAll('', { 'size(value) == 0': true });
    expectAll([1, 2], { 'size(value) == 2': true });
    expectAll({ a: 1, b: undefined, c: null }, { 'size(value) == 2': true });
    expectAll(0, { 'size("abc") == 3': true, 'size([1, value]) == 2': true });
  });

  it('reads members and items, by literals and by what is computed', () => {
    const values = { nodes: { 'a-b': { lines: [{ n: 1 }, { n: 2 }] } }, i: 1, key: 'a-b' };
    for (const text of [
      'nodes["a-b"].lines[1].n == 2',
      'nodes[key].lines[i].n == 2',
      'nodes["a-b"].lines[i - 1].n == 1',
      'nodes["a-b"]["lines"][0].n == 1',
      'nodes["a" + "-b"].lines[1.0].n == 2',
      '[[5, 6], i][0][1] == 6',
      '(i > 0 ? nodes : i)["a-b"].lines.size() == 2',
    ]) {
      expect(ask(text, values), text).to.equal(true);
    }
  });

  it('asks with has(…) whether a member, an item or a name has a value', () => {
    const scope = scopeOf('value', 'none', 'i');
    const values = { value: { a: null, u: undefined, list: [1] }, i: 0 };
    const answers = {
      'has(value.a)': true,
      'has(value.u)': false,
      'has(value.b)': false,
      'has(value["a"])': true,
      'has(value.list[0])': true,
      'has(value.list[1])': false,
      'has(value.list[i])': true,
      'has(value.list[i + 1])': false,
      'has(none)': false,
      'has(value)': true,
      'has([1, i][1])': true,
    };
    for (const [text, answer] of Object.entries(answers)) {
      expect(read(text, scope).test(values), text).to.equal(answer);
    }
  });

  it('chooses with ?:', () => {
    expectAll(3, {
      'value > 2 ? true : false': true,
      '(value > 5 ? "a" : "b") == "b"': true,
      '(value > 2 ? null : 1) == null': true,
      '(value > 2 ? [1] : null) == [1]': true,
      '(value > 5 ? value : [1]) == [1]': true,
    });
  });

  it('asks from left to right: what is not come to cannot fail, and what fails is not made up for', () => {
    const value = { a: 1 };
    expect(askOf('false && value.b', value)).to.equal(false);
    expect(askOf('true || value.b', value)).to.equal(true);
    expect(askOf('value.a == 1 ? true : value.b', value)).to.equal(true);
    for (const text of [
      'value.b && false',
      'value.b || true',
      'true && value.b',
      'false || value.b',
    ]) {
      expect(failureOf(text, { value }).message, text).to.contain('has no member "b"');
    }
  });

  it('takes nothing but true and false for true and false', () => {
    for (const text of ['value', '!value', 'value && true', 'true && value', 'false || value']) {
      expect(failureOf(text, { value: 1 }).message, text).to.match(/a number(, not| where) true/);
    }
    expect(failureOf('(true && value) == 1', { value: 1 }).message).to.contain(
      'where true or false',
    );
    expect(failureOf('value ? true : false', { value: null }).message).to.contain('has null where');
  });

  it('keeps texts as they are written', () => {
    const text = 'a"b\\c\nd\re\'f\ud800\u0000';
    expect(askOf(`value == 'a"b\\\\c\\nd\\re\\'f\ud800\u0000'`, text)).to.equal(true);
    expect(askOf('value == r"a\\d"', 'a\\d')).to.equal(true);
    expect(askOf('value == """a\n"b"""', 'a\n"b')).to.equal(true);
    expect(askOf('value == "\\u0041\\x42"', 'AB')).to.equal(true);
  });

  it('passes over comments and white space', () => {
    expect(askOf('value // the value\n\t > 1', 2)).to.equal(true);
  });

  it('reads a long row of && and || without nesting', () => {
    expect(askOf(Array(450).fill('value').join(' && '), true)).to.equal(true);
    expect(askOf(Array(450).fill('value').join(' || '), false)).to.equal(false);
  });

  it('knows which names and paths it reads', () => {
    const condition = read(
      'a.b > 1 && has(c.d) || a.b in [c.e, b[a.i].x]',
      scopeOf('a', 'b', 'c', 'd'),
    );
    expect(condition.names).to.deep.equal(['a', 'c', 'b']);
    expect(condition.reads).to.have.deep.members([
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'e'],
      ['b'],
      ['a', 'i'],
    ]);
    expect(condition.kind).to.equal('text');
    expect(condition.text).to.equal('a.b > 1 && has(c.d) || a.b in [c.e, b[a.i].x]');
  });

  it('refuses what CEL has and conditions have not', () => {
    expect(flawOf('value == {"a": 1}')).to.contain('writes an object');
    expect(flawOf('value == b"a"')).to.contain('has bytes');
    expect(flawOf('value == 1u')).to.contain('has an unsigned integer');
    expect(flawOf('value.matches("a+")')).to.contain('calls "matches"');
    expect(flawOf('int(value) > 1')).to.contain('calls "int"');
    expect(flawOf('cel.bind(x, 1, x > 0)')).to.contain('calls "bind"');
    expect(flawOf('value.?a == 1')).to.contain('cannot be read');
  });
});
