import { defineNode, port, workflow } from '@tenon/core';
import { aRuntime } from '@tenon/testing';
import { expect } from 'chai';

const ODD = ['__proto__', 'constructor', 'toString', 'then'];

describe('inputs with odd names', () => {
  for (const name of ODD) {
    it(`reach a node as its own, configured and over a connection: ${name}`, async () => {
      const seen: [string[], unknown][] = [];
      const ports = { [name]: port() };
      const node = defineNode({
        type: 'odd',
        inputs: ports,
        outputs: ports,
        run: (inputs) => {
          const given = Object.getOwnPropertyDescriptor(inputs, name)?.value as unknown;
          seen.push([Object.keys(inputs), given]);
          expect(Object.getPrototypeOf(inputs)).to.equal(Object.prototype);
          return Object.defineProperty({}, name, { value: given, enumerable: true }) as never;
        },
      });
      const flow = workflow('odd');
      flow.add('a', node, { [name]: 'kept' });
      flow.add('b', node);
      flow.wire({ from: 'a', output: name, to: 'b', input: name });
      const { status } = await aRuntime().runtime.start(flow.build()).result;
      expect([status, seen]).to.deep.equal([
        'completed',
        [
          [[name], 'kept'],
          [[name], 'kept'],
        ],
      ]);
    });
  }
});
