import { type NodePlace, port, RuntimeError } from '@tenon/core';
import { switchOn } from '@tenon/plugin-conditional';
import { expect } from 'chai';
import { carrying, liveCases, setOutput } from '#conditional/nodes/define-switch.js';
import { type SwitchFacts, switchFactsOf } from '#conditional/nodes/switch-facts.js';

const PLACE = {
  services: { tryGet: () => undefined },
  id: 's',
  workflow: 'w',
} as unknown as NodePlace;

function refusal(condition: string): RuntimeError {
  try {
    liveCases(switchFactsOf(switchOn({ a: condition })) as SwitchFacts, PLACE);
  } catch (error) {
    if (RuntimeError.is(error)) return error;
    throw error;
  }
  throw new Error(`"${condition}" was taken.`);
}

describe('the conditions of a switch', () => {
  it('are refused with what is wrong, and where, also where verification has not done so', () => {
    const error = refusal('valu > 1');
    expect(error.code).to.equal('CONDITION_INVALID');
    expect(error.message).to.match(/^Case "a" of node "s": .*"valu"/);
    expect(error.hint).to.include('"value"');
    expect(error.where).to.deep.equal({ workflow: 'w', node: 's', port: 'a' });
  });
});

describe('the port that carries a value on', () => {
  it('is of the same type, and absent where it is not taken', () => {
    const schema = { type: 'number' } as const;
    expect(carrying(port(schema))).to.deep.include({ schema, presence: 'optional', isMany: false });
    expect(carrying(port()).schema).to.equal(undefined);
    expect(carrying(port(schema).many()).schema).to.equal(undefined);
  });
});

describe('an output', () => {
  it('is an own member like any other, whatever its name', () => {
    for (const name of ['a', '__proto__', 'constructor']) {
      const outputs: Record<string, unknown> = {};
      setOutput(outputs, name, [1]);
      expect(Object.getOwnPropertyDescriptor(outputs, name)).to.deep.equal({
        value: [1],
        writable: true,
        enumerable: true,
        configurable: true,
      });
      expect(Object.getPrototypeOf(outputs)).to.equal(Object.prototype);
    }
  });
});
