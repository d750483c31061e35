import { defineNode, port, subWorkflow, workflow } from '@tenon/core';
import { expect } from 'chai';
import { withSetting } from '#cli/parameters/parameters.js';
import { settingOf } from '#cli/parameters/setting.js';

const text = defineNode({
  type: 'text',
  inputs: { words: port({ type: 'string' }), count: port<number>().optional() },
  run: () => ({}),
});

function nested() {
  const inner = workflow('inner', { inputs: { all: port({ type: 'string' }).optional() } });
  inner.add('deep.node', text);
  const flow = workflow('outer', { inputs: { 'a.b': port<number>().optional() } });
  flow.add('a', text);
  flow.add('a.c', text);
  flow.add('sub', subWorkflow(inner.build()));
  return flow.build();
}

describe('settingOf', () => {
  const read = (given: string) => settingOf(given, nested());

  it('reads values as JSON where they can be read so, and as text otherwise', () => {
    const valueOf = (given: string) => read(`x=${given}`).value;
    expect(valueOf('1e3')).to.equal(1000);
    expect(valueOf('{"a": [1]}')).to.deep.equal({ a: [1] });
    expect(valueOf('null')).to.equal(null);
    expect(valueOf('007')).to.equal('007');
    expect(valueOf('a=b\nc')).to.equal('a=b\nc');
    expect(valueOf('')).to.equal('');
  });

  it('leaves text as it is for an input that is declared to be text', () => {
    expect(read('a.words=42').value).to.equal('42');
    expect(read('a.count=42').value).to.equal(42);
    expect(read('sub.all=42').value).to.equal('42');
    expect(read('sub.deep.node.words=42').value).to.equal('42');
  });

  it('finds the longest node that the address begins with, also inside sub-workflows', () => {
    expect(read('a.b=1')).to.include({ name: 'a.b' }).and.to.deep.include({ nodes: [] });
    expect(read('a.c.words=1')).to.deep.include({ nodes: ['a.c'], name: 'words' });
    expect(read('sub.deep.node.words=1')).to.deep.include({
      nodes: ['sub', 'deep.node'],
      name: 'words',
    });
    expect(read('sub.other=1')).to.deep.include({ nodes: ['sub'], name: 'other' });
    expect(read('anything=1')).to.deep.include({ nodes: [], name: 'anything' });
  });

  it('refuses an address whose node there is not, with near names', () => {
    expect(() => read('sbu.x=1'))
      .to.throw('there is no "sbu"')
      .with.property('hint', 'Did you mean "sub"?');
    const inputs = { rates: port<object>() };
    expect(() => settingOf('rates.x=1', workflow('own', { inputs }).build()))
      .to.throw('there is no "rates"')
      .with.property('hint')
      .that.includes('write --set rates=value, as JSON');
    expect(() => read('=1')).to.throw('has no value');
  });
});

describe('withSetting', () => {
  it('puts a value in its place, and leaves what was given', () => {
    const given = Object.freeze({ a: Object.freeze({ x: 1 }), b: 2 });
    const setting = { nodes: ['a', 'c'], name: 'y', value: 3 };
    expect(withSetting(given, setting)).to.deep.equal({ a: { x: 1, c: { y: 3 } }, b: 2 });
    expect(withSetting({ a: 7 }, { ...setting, nodes: ['a'] })).to.deep.equal({ a: { y: 3 } });
  });

  it('takes any name for a name', () => {
    const values = withSetting({}, { nodes: ['__proto__'], name: 'constructor', value: 1 });
    expect(Object.keys(values)).to.deep.equal(['__proto__']);
    expect(Object.getPrototypeOf(values)).to.equal(Object.prototype);
    expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
  });
});
