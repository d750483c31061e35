import { inspect } from 'node:util';
import { expect } from 'chai';
import type { Plan } from '#core/plan/plan.js';
import { acceptOutputs } from '#core/run/executor/accept.js';
import type { Frame } from '#core/run/executor/frame.js';
import { Routed } from '#core/workflow/routed.js';
import { bareRun } from '../../support/harness.js';
import { type Sketch, sketch } from '../../support/sketch.js';

function frameOf(parts: Sketch, isolation: 'share' | 'freeze' = 'share'): Frame {
  return bareRun(sketch(parts), { isolation }).frame;
}

function accept(frame: Frame, returned: unknown): readonly number[] | undefined {
  return acceptOutputs(frame, frame.plan.steps[0] as Plan['steps'][number], returned);
}

const NODE: Sketch = { nodes: 'a' };
const SWITCH: Sketch = { nodes: 's t', edges: 's.x>t s.y>t.y', like: { s: { routes: 'x y' } } };
const MULTIPLE: Sketch = { ...SWITCH, like: { s: { routes: 'x y', multiple: true } } };

describe('Accepting outputs', () => {
  it('keeps a plain object as it is, of whatever realm or none', () => {
    for (const outputs of [{ out: 1 }, Object.assign(Object.create(null), { out: 1 }), {}]) {
      const frame = frameOf(NODE);
      expect(accept(frame, outputs)).to.equal(undefined);
      expect(frame.outputs[0]).to.equal(outputs);
    }
  });

  class Outputs {
    readonly out = 1;
  }
  const shapes: readonly (readonly [string, unknown])[] = [
    ['undefined', undefined],
    ['null', null],
    ['a number', 1],
    ['a text', 'out'],
    ['a function', () => ({ out: 1 })],
    ['a symbol', Symbol('out')],
    ['a list', [1]],
    ['a Map', new Map([['out', 1]])],
    ['a Set', new Set()],
    ['a date', new Date(0)],
    ['an error', new Error('out')],
    ['an instance of a class', new Outputs()],
    ['a typed array', new Uint8Array(1)],
    ['what inherits from a plain object', Object.create({ out: 1 })],
    ['routed outputs that are no object', new Routed(1 as never, [])],
    ['routed outputs that are a list', new Routed([], [])],
  ];
  for (const [what, value] of shapes) {
    it(`refuses ${what}`, () => {
      const frame = frameOf(NODE);
      expect(() => accept(frame, value))
        .to.throw()
        .with.property('code', 'OUTPUT_INVALID');
      expect(frame.outputs[0]).to.equal(undefined);
    });
  }

  describe('of a switch', () => {
    it('answers the gates of the ports taken, and keeps all outputs', () => {
      const frame = frameOf(SWITCH);
      expect(accept(frame, new Routed({ x: 1, y: 2 }, ['y']))).to.deep.equal([1]);
      expect(frame.outputs[0]).to.deep.equal({ x: 1, y: 2 });
    });

    it('may take no port', () => {
      expect(accept(frameOf(SWITCH), new Routed({}, []))).to.deep.equal([]);
    });

    it('may take several where it says so', () => {
      expect(accept(frameOf(MULTIPLE), new Routed({}, ['y', 'x']))).to.deep.equal([1, 0]);
    });

    for (const [what, value] of [
      ['two ports of exclusive ones', new Routed({}, ['x', 'y'])],
      ['a port there is not', new Routed({}, ['z'])],
      ['a port by an inherited name', new Routed({}, ['toString'])],
      ['an output that is none of its exclusive ports', new Routed({ out: 1 }, ['out'])],
    ] as const) {
      it(`refuses ${what}`, () => {
        expect(() => accept(frameOf(SWITCH), value))
          .to.throw()
          .with.property('code', 'OUTPUT_INVALID');
      });
    }

    it('refuses outputs that do not say which port is taken', () => {
      expect(() => accept(frameOf(SWITCH), { x: 1 }))
        .to.throw('did not say which')
        .with.property('code', 'OUTPUT_INVALID');
    });
  });

  describe('with `success`', () => {
    it('fails the node where it is exactly false, with what is said beside it', () => {
      for (const said of [
        { error: 'no disk' },
        { message: 'no disk' },
        { error: new Error('no disk') },
      ]) {
        expect(() => accept(frameOf(NODE), { success: false, ...said }))
          .to.throw('no disk')
          .with.property('code', 'CONTENT_FAILED');
      }
    });

    it('fails a switch the same way', () => {
      expect(() => accept(frameOf(SWITCH), new Routed({ success: false }, ['x'])))
        .to.throw()
        .with.property('code', 'CONTENT_FAILED');
    });

    for (const success of [true, null, undefined, 0, '', 'false', Number.NaN]) {
      it(`does not fail the node where it is ${inspect(success)}`, () => {
        const frame = frameOf(NODE);
        accept(frame, { success });
        expect(frame.outputs[0]).to.deep.equal({ success });
      });
    }

    it('does not look at what is inherited', () => {
      const prototype = Object.prototype as { success?: boolean };
      try {
        Object.defineProperty(prototype, 'success', { value: false, configurable: true });
        const frame = frameOf(NODE);
        accept(frame, { out: 1 });
        expect(frame.outputs[0]).to.deep.equal({ out: 1 });
      } finally {
        delete prototype.success;
      }
    });

    it('means nothing where content is not looked at', () => {
      const frame = frameOf(NODE);
      const plan = { ...frame.plan, isContentAware: false };
      const blind = Object.assign(Object.create(frame), { plan }) as Frame;
      accept(blind, { success: false });
      expect(frame.outputs[0]).to.deep.equal({ success: false });
    });
  });

  it('freezes plain data all the way down in `freeze` isolation, and nothing else', () => {
    const frame = frameOf(NODE, 'freeze');
    const map = new Map([['a', 1]]);
    const bytes = new Uint8Array(1);
    const instance = new Outputs();
    const outputs = { list: [{ deep: true }], map, bytes, instance };
    accept(frame, outputs);
    expect(outputs).to.be.frozen;
    expect(outputs.list[0]).to.be.frozen;
    for (const kept of [map, instance]) expect(kept).not.to.be.frozen;
    expect(Object.isFrozen(bytes)).to.equal(false);
  });
});
