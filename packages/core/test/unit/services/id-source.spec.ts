import { expect } from 'chai';
import { UuidSource } from '#core/services/id-source.js';

describe('UuidSource', () => {
  it('makes ids that no two runs share', () => {
    const source = new UuidSource();
    const ids = Array.from({ length: 1000 }, () => source.next());
    expect(new Set(ids)).to.have.property('size', 1000);
    expect(ids[0]).to.match(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});
