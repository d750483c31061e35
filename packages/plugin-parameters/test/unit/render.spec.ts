import { expect } from 'chai';
import { Secret } from '#parameters/secrets/secret.js';
import { isFlaw, parseTemplate } from '#parameters/templates/parse-template.js';
import { nameOf, render, textOf } from '#parameters/templates/render.js';

function rendered(text: string, values: Readonly<Record<string, unknown>>): unknown {
  const template = parseTemplate(text);
  if (isFlaw(template)) throw new Error(template.what);
  return render(template, ({ name }) => values[name]);
}

describe('render', () => {
  it('keeps the value of a template that is the whole text', () => {
    const list = [1];
    expect(rendered('${x}', { x: list })).to.equal(list);
    expect(rendered('${x}', { x: null })).to.equal(null);
    expect(rendered('${x}', { x: '${x}' })).to.equal('${x}');
  });

  it('writes values into a longer text', () => {
    const x = { a: [1, 'b'] };
    expect(rendered('a${x}b', { x })).to.equal('a{"a":[1,"b"]}b');
    expect(rendered('${a} ${b} ${c} ${d}', { a: 1.5, b: true, c: null, d: 7n })).to.equal(
      '1.5 true null 7',
    );
    expect(rendered('on ${x}', { x: new Date(0) })).to.equal('on 1970-01-01T00:00:00.000Z');
    expect(rendered('no expansion: ${x}', { x: '${y} $${z}' })).to.equal(
      'no expansion: ${y} $${z}',
    );
  });

  it('makes a secret of a text with a secret in it', () => {
    const secret = rendered('Bearer ${x} for ${y}', { x: new Secret('KEY', 's3cr3t'), y: 'ada' });
    expect(secret).to.be.instanceOf(Secret);
    expect((secret as Secret).reveal()).to.equal('Bearer s3cr3t for ada');
    expect(String(secret)).to.equal('Bearer [secret KEY] for ada');
    const two = rendered('${a}:${b}', { a: new Secret('A', '1'), b: new Secret('B', '2') });
    expect((two as Secret).name).to.equal('A, B');
    expect((two as Secret).reveal()).to.equal('1:2');
    const whole = new Secret('A', '1');
    expect(rendered('${a}', { a: whole })).to.equal(whole);
  });
});

describe('textOf', () => {
  it('has none for what has no text', () => {
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    for (const value of [
      undefined,
      Symbol('x'),
      () => 1,
      new Map(),
      cyclic,
      new Date(Number.NaN),
    ]) {
      expect(textOf(value)).to.equal(undefined);
    }
  });
});

describe('nameOf', () => {
  it('is that of the secret, or says that there is none', () => {
    expect(nameOf(new Secret('A', 'x'))).to.equal('A');
    expect(nameOf({ reveal: () => 'x' })).to.equal('value');
  });
});
