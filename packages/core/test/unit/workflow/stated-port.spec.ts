import { expect } from 'chai';
import { Port, port } from '#core/workflow/port.js';
import { portFlaw, portOf, statedPort } from '#core/workflow/stated-port.js';

describe('a port as data', () => {
  it('makes the port that it was made of', () => {
    const type = { type: 'number' } as const;
    for (const declared of [
      port(),
      port(type).optional(),
      port(type).default(3).describe('Net.'),
      port().default(null),
      port().many(),
      port(type).many().default([1]).raw(),
    ]) {
      const stated = statedPort(declared);
      expect(portFlaw(stated)).to.equal(undefined);
      expect(stated && portOf(stated))
        .to.deep.equal(declared)
        .and.instanceOf(Port);
    }
    expect(statedPort(port())).to.deep.equal({});
    expect(portOf({ optional: false, many: false, raw: false })).to.deep.equal(port());
  });

  it('is not there where data cannot say it', () => {
    const standard = {
      '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) },
    } as const;
    for (const declared of [port(Date), port(standard), port().default(undefined)]) {
      expect(statedPort(declared)).to.equal(undefined);
    }
  });

  it('has flaws that are told', () => {
    for (const [stated, flaw] of [
      [null, 'is null'],
      [[], 'is []'],
      [{ requierd: true }, 'has a member "requierd"'],
      [{ schema: true }, 'has true for "schema"'],
      [{ optional: 1 }, 'has 1 for "optional"'],
      [{ description: {} }, 'has {} for "description"'],
      [{ optional: true, default: 1 }, 'is optional and has a default'],
      [{ many: true, default: 1 }, 'takes many, and its default is no list'],
    ] as const) {
      expect(portFlaw(stated)).to.equal(flaw);
    }
    expect(portFlaw({ default: undefined, optional: true })).to.equal(undefined);
  });
});
