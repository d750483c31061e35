import { expect } from 'chai';
import type { Rows } from '#core/graph/rows.js';
import type { Plan } from '#core/plan/plan.js';
import { port } from '#core/workflow/port.js';
import { type Sketch, sketch } from '../../support/sketch.js';

function nameOf({ steps, regions }: Plan, unit: number): string {
  return unit < steps.length
    ? (steps[unit]?.id ?? '')
    : `(${regions[unit - steps.length]?.id ?? ''})`;
}

/** Each edge as the unit it leaves and the unit it enters. */
function arrows(plan: Plan): readonly string[] {
  return Array.from(
    plan.fromUnit,
    (from, edge) => `${nameOf(plan, from)}>${nameOf(plan, plan.toUnit[edge] as number)}`,
  );
}

function row({ start, items }: Rows, at: number): readonly number[] {
  return Array.from(items.subarray(start[at], start[at + 1]));
}

describe('Compiling a plan', () => {
  describe('lowers edges to units', () => {
    const plan = sketch({
      nodes: 'before a b x c after',
      edges: 'before>a a>b b>x x>c c>after before>x b>after.y',
      loops: {
        outer: { body: 'a b x c', back: 'c>a' },
        inner: { body: 'a b', back: 'b>a' },
      },
    });

    it('between steps where both stand in the same loop, and between loops otherwise', () => {
      expect(arrows(plan)).to.deep.equal([
        'before>(outer)',
        'a>b',
        '(inner)>x',
        'x>c',
        '(outer)>after',
        'before>(outer)',
        '(outer)>after',
      ]);
    });

    it('and counts for each unit what it waits for', () => {
      const needs = Array.from(plan.need, (need, unit) => `${nameOf(plan, unit)} ${String(need)}`);
      expect(needs).to.deep.equal([
        'before 0',
        'a 0',
        'b 1',
        'x 1',
        'c 1',
        'after 2',
        '(outer) 2',
        '(inner) 0',
      ]);
    });

    it('and keeps them by the unit they leave, and by the one they enter', () => {
      for (let unit = 0; unit < plan.need.length; unit++) {
        for (const edge of row(plan.leaving, unit)) expect(plan.fromUnit[edge]).to.equal(unit);
        for (const edge of row(plan.entering, unit)) expect(plan.toUnit[edge]).to.equal(unit);
      }
      expect(plan.leaving.items).to.have.lengthOf(7);
      expect(plan.entering.items).to.have.lengthOf(7);
    });

    it('and numbers loops from the outside in, with the steps they hold', () => {
      const told = plan.regions.map(({ id, start, end, parent, units }) => [
        id,
        start,
        end,
        parent,
        Array.from(units, (unit) => nameOf(plan, unit)).join(' '),
      ]);
      expect(told).to.deep.equal([
        ['outer', 1, 5, -1, '(inner) x c'],
        ['inner', 1, 3, 0, 'a b'],
      ]);
      expect(Array.from(plan.rootUnits, (unit) => nameOf(plan, unit))).to.deep.equal([
        'before',
        '(outer)',
        'after',
      ]);
      expect(Array.from(plan.regionOf)).to.deep.equal([-1, 1, 1, 0, 0, -1, -1, 0]);
      expect(row(plan.opening, 1)).to.deep.equal([0, 1]);
    });

    it('and says where the next loop begins or ends', () => {
      expect(Array.from(plan.boundary.subarray(0, 6))).to.deep.equal([1, 3, 3, 5, 5, 6]);
    });
  });

  it('numbers required inputs that have edges and no configured value', () => {
    const inputs = { x: port(), y: port(), z: port(), w: port().default(1), v: port().optional() };
    const plan = sketch({
      nodes: 'a b',
      edges: 'a>b.x a>b.x a>b.y a>b.w a>b.v',
      like: { b: { inputs, config: { y: 0, z: 1 } } },
      loops: { loop: { body: 'b', back: 'b>b.x b>b.z' } },
    });
    expect(plan.slotInputs).to.deep.equal(['x']);
    expect(Array.from(plan.slotStart)).to.deep.equal([0, 0, 1]);
    expect(Array.from(plan.edges.slot)).to.deep.equal([0, 0, -1, -1, -1]);
    expect(Array.from(plan.back.slot)).to.deep.equal([0, -1]);
  });

  it('numbers the input that only a back edge feeds too', () => {
    const plan = sketch({
      nodes: 'a',
      like: { a: { inputs: { in: port() } } },
      loops: { loop: { body: 'a', back: 'a>a' } },
    });
    expect(plan.slotInputs).to.deep.equal(['in']);
    expect(Array.from(plan.back.slot)).to.deep.equal([0]);
  });

  it('puts gates on edges from exclusive ports, plain and back', () => {
    const plan = sketch({
      nodes: 't s u',
      edges: 's.left>t s.right>t.y s>t.z u.left>t.w',
      like: { s: { routes: 'left right' }, u: { routes: 'left', multiple: true } },
      loops: { loop: { body: 's', back: 's.right>s s>s.x' } },
    });
    const ids = plan.steps.map(({ id }) => id);
    expect(ids).to.deep.equal(['s', 'u', 't']);
    expect(plan.gatePorts).to.deep.equal(['left', 'right', 'left']);
    expect(Array.from(plan.gateStart)).to.deep.equal([0, 2, 3, 3]);
    expect(Array.from(plan.edges.gate)).to.deep.equal([0, 1, -1, 2]);
    expect(Array.from(plan.back.gate)).to.deep.equal([1, -1]);
    expect(Array.from(plan.gateMultiple)).to.deep.equal([0, 1, 0]);
    expect(plan.hasGates).to.equal(true);
  });

  it('puts no gate on a port that no plugin made exclusive', () => {
    const plan = sketch({ nodes: 's t', edges: 's.left>t' });
    expect(plan.hasGates).to.equal(false);
    expect(Array.from(plan.edges.gate)).to.deep.equal([-1]);
  });

  it('keeps the back edges of the innermost loop first for each input', () => {
    const plan = sketch({
      nodes: 'a b',
      edges: 'a>b',
      loops: {
        outer: { body: 'a b', back: 'b>a' },
        inner: { body: 'a', back: 'a>a a.x>a' },
      },
    });
    const [binding] = plan.steps[0]?.inputs ?? [];
    const loops = Array.from(binding?.back ?? [], (edge) => plan.backRegion[edge]);
    expect(loops).to.deep.equal([1, 1, 0]);
  });

  describe('knows an edge to be live whenever its step runs', () => {
    function certain(parts: Sketch): boolean {
      const step = sketch(parts).steps.find(({ id }) => id === 'b');
      return step?.inputs[0]?.certain !== undefined;
    }
    const required = { b: { inputs: { in: port() } } };
    const gated = { s: { routes: 'x' } };

    it('where no edge of the plan can be dead', () => {
      expect(certain({ nodes: 'a b', edges: 'a>b' })).to.equal(true);
    });

    it('where the input is required and has no other source', () => {
      const edges = 's.x>b';
      expect(certain({ nodes: 's b', edges, like: { ...gated, ...required } })).to.equal(true);
    });

    it('and not where the input is optional, configured, fed twice or by a back edge, or joins any', () => {
      const configured = { b: { inputs: { in: port() }, config: { in: 1 } } };
      const any = { b: { inputs: { in: port() }, join: 'any' } } as const;
      const loops = { loop: { body: 'b', back: 'b>b' } };
      const base = { nodes: 's b', edges: 's.x>b' };
      expect(certain({ ...base, like: gated })).to.equal(false);
      expect(certain({ ...base, like: { ...gated, ...configured } })).to.equal(false);
      expect(certain({ ...base, like: { ...gated, ...any } })).to.equal(false);
      expect(certain({ ...base, like: { ...gated, ...required }, loops })).to.equal(false);
      expect(certain({ nodes: 's b', edges: 's.x>b s>b', like: gated })).to.equal(false);
    });
  });

  it('freezes what it makes', () => {
    const plan = sketch({
      nodes: 'a b',
      edges: 'a>b',
      loops: { loop: { body: 'a', back: 'a>a' } },
    });
    expect(plan).to.be.frozen;
    expect(plan.steps[0]).to.be.frozen;
    expect(plan.regions[0]).to.be.frozen;
  });
});
