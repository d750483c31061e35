import { expect } from 'chai';
import { UuidSource } from '#core/services/id-source.js';

describe('UuidSource', () => {
  it('makes ids that no two runs share', () => {
    const source = new UuidSource();
    const ids = Array.from({ length: 1000 }, () => source.next());
    expect(new Set(ids)).to.have.property('size', 1000);
    for (const id of ids) {
      expect(id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });
});
