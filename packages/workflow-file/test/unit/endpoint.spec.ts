import { expect } from 'chai';
import fc from 'fast-check';
import { formatArrow, formatEndpoint, parseArrow, parseEndpoint } from '#file/endpoint.js';
import { name } from '../support/arbitrary.js';

const path = fc.array(fc.oneof(name, fc.nat()), { maxLength: 4 });
const end = fc.record({ node: name, port: name, path });

describe('the ends of a connection', () => {
  it('are read as they were written, whatever the names', () => {
    fc.assert(
      fc.property(end, end, (from, to) => {
        expect(parseEndpoint(formatEndpoint(from))).to.deep.equal(from);
        expect(parseArrow(formatArrow({ from, to }))).to.deep.equal({ from, to });
      }),
    );
  });

  it('are plain where names are plain', () => {
    const from = { node: 'read-order', port: 'lines', path: [0, 'sku', 'a b'] };
    expect(formatEndpoint(from)).to.equal('read-order.lines[0].sku["a b"]');
    expect(formatEndpoint({ node: 'a.b', port: 'c', path: [] })).to.equal('["a.b"].c');
  });

  it('may stand apart as one likes', () => {
    const arrow = parseArrow('a.b -> c.d');
    for (const text of [' a.b  ->\tc.d ', 'a.b → c.d', '["a"]["b"] -> c["d"]', 'a.b\n->\nc.d']) {
      expect(parseArrow(text)).to.deep.equal(arrow);
    }
  });
});
