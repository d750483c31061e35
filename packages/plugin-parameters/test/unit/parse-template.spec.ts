import { expect } from 'chai';
import fc from 'fast-check';
import { isFlaw, mentionsTemplate, parseTemplate } from '#parameters/templates/parse-template.js';
import { type Reference, referencesOf } from '#parameters/templates/template.js';

function parsed(text: string): readonly (string | Reference)[] {
  const template = parseTemplate(text);
  if (isFlaw(template)) throw new Error(template.what);
  return template;
}

/** The one reference of a template. */
function reference(text: string): Reference {
  const [only] = referencesOf(parsed(text));
  if (only === undefined) throw new Error('no reference');
  return only;
}

/** The text of a template without references. */
function textOf(template: readonly (string | Reference)[]): string {
  return template.map((part) => (typeof part === 'string' ? part : part.text)).join('');
}

function flaw(text: string): readonly [number, string] | undefined {
  const template = parseTemplate(text);
  return isFlaw(template) ? [template.position, template.what] : undefined;
}

describe('parseTemplate', () => {
  it('reads names, paths and defaults', () => {
    expect(reference('${name}')).to.include({
      scheme: undefined,
      name: 'name',
      fallback: undefined,
    });
    expect(reference('${order.lines[0]["any name"].sku}')).to.deep.include({
      name: 'order',
      path: ['lines', 0, 'any name', 'sku'],
    });
    expect(reference('${rate:-0.1}')).to.include({ name: 'rate', fallback: '0.1' });
    expect(reference('${rate:-}')).to.include({ name: 'rate', fallback: '' });
    expect(reference('${a.b:-x:-y}')).to.deep.include({ name: 'a', path: ['b'], fallback: 'x:-y' });
    expect(reference('${two words}')).to.include({ name: 'two words' });
    for (const name of ['__proto__', 'constructor', 'ünï', '1', '$x', 'a-b'])
      expect(reference(`\${${name}}`).name).to.equal(name);
  });

  it('reads schemes', () => {
    expect(reference('${secret:db/main.password}')).to.deep.include({
      scheme: 'secret',
      name: 'db/main.password',
      path: [],
    });
    expect(reference('${secret:KEY:-none}')).to.include({ name: 'KEY', fallback: 'none' });
    expect(reference('${vault:db/main.password[0]:-x}')).to.deep.include({
      scheme: 'vault',
      target: 'db/main.password[0]',
      name: 'db/main',
      path: ['password', 0],
      fallback: 'x',
    });
    expect(reference('${a:b:c}')).to.deep.include({ scheme: 'a', name: 'b:c' });
  });

  it('keeps texts between references as they are, and writes "${" for "$${"', () => {
    expect(parsed('')).to.deep.equal([]);
    expect(parsed('plain $ {text} } {')).to.deep.equal(['plain $ {text} } {']);
    expect(parsed('$${x}')).to.deep.equal(['${x}']);
    expect(parsed('$$${x}')).to.deep.equal(['$${x}']);
    expect(parsed('$$$${x}')).to.deep.equal(['$$${x}']);
    expect(parsed('costs $${a} $')).to.deep.equal(['costs ${a} $']);
    const [before, first, between, second] = parsed('a ${x}$${y}${z}');
    expect([before, between]).to.deep.equal(['a ', '${y}']);
    expect([first, second].map((part) => (part as Reference).name)).to.deep.equal(['x', 'z']);
  });

  it('tells what is wrong, and where the reference begins', () => {
    expect(flaw('${}')).to.deep.equal([0, 'names nothing']);
    expect(flaw('ab ${x')).to.deep.equal([3, 'is never closed']);
    expect(flaw('${a} ${:-b}')).to.deep.equal([5, 'names nothing']);
    expect(flaw('${secret:}')).to.deep.equal([0, 'names nothing']);
    expect(flaw('${.a}')).to.deep.equal([0, 'names nothing']);
    expect(flaw('${vault:.a}')).to.deep.equal([0, 'names nothing']);
    expect(flaw('${a.}')).to.deep.equal([0, 'has a path that cannot be read']);
    expect(flaw('${a[x]}')).to.deep.equal([0, 'has a path that cannot be read']);
    expect(flaw('${a:-${b}}')).to.deep.equal([0, 'holds another one: templates do not nest']);
    expect(flaw('${ a }')).to.deep.equal([0, 'has spaces around its name']);
  });

  it('changes no text that mentions no template, and never fails', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('$', '{', '}', 'a', '.', '[', ':', '-', '"') }),
        (text) => {
          const template = parseTemplate(text);
          if (mentionsTemplate(text)) return isFlaw(template) || template.length > 0;
          return !isFlaw(template) && textOf(template) === text;
        },
      ),
    );
  });

  it('writes back any text whose every "${" was doubled', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('$', '{', '}', 'a') }), (text) => {
        // Only where no "$" stands before: "$" and an escape read as an escape and the rest.
        fc.pre(!text.includes('$${'));
        return textOf(parsed(text.replaceAll('${', () => '$${'))) === text;
      }),
    );
  });

  it('is linear in a text of many braces', () => {
    const text = '${'.repeat(100_000);
    expect(flaw(text)).to.deep.equal([0, 'is never closed']);
    expect(textOf(parsed('$${'.repeat(100_000)))).to.have.lengthOf(200_000);
  });
});
