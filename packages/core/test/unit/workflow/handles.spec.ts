import { expect } from 'chai';
import { kind, workflow } from '#core/workflow/builder.js';
import { defineNode } from '#core/workflow/node.js';
import { port } from '#core/workflow/port.js';

const step = defineNode({
  type: 'step',
  inputs: { constructor: port<number>(), value: port<number>() },
  outputs: { value: port<{ lines: { sku: string }[] }>() },
  run: () => ({ value: { lines: [] } }),
});

describe('the handle of a node', () => {
  const flow = workflow('handles');

  it('has a handle for each declared port, and for nothing else', () => {
    const node = flow.add('a', step);
    expect(Object.keys(node.in)).to.deep.equal(['constructor', 'value']);
    expect(Object.keys(node.out)).to.deep.equal(['value']);
    expect(node.in.constructor).to.deep.include({ node: 'a', port: 'constructor' });
    expect('toString' in node.out).to.equal(false);
    expect(node.in).to.be.frozen;
    expect(node.in, 'made once').to.equal(node.in);
  });

  it('gives the handle of any name, for nodes that are known by their kind', () => {
    const node = flow.add('b', kind('later'));
    expect(Object.keys(node.in)).to.deep.equal([]);
    expect(Object.keys(node.out)).to.deep.equal([]);
    expect(String(node.input('x'))).to.equal('b.x');
    expect(String(node.output('y'))).to.equal('b.y');
  });

  it('leads into what an output carries', () => {
    const { value } = flow.add('c', step).out;
    const sku = value.at('lines').at(0).at('sku');
    expect(sku.path).to.deep.equal(['lines', 0, 'sku']);
    expect(String(sku)).to.equal('c.value.lines[0].sku');
    expect(value.path, 'its own path stays').to.deep.equal([]);
  });
});
