import { RuntimeError, workflow } from '@tenon/core';
import { type Drawing, dotOf, drawingOf, mermaidOf, svgOf } from '@tenon/pictures';
import { pass, value } from '@tenon/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { drawnBy } from '#pictures/formats/svg.js';
import { plainText } from '#pictures/text/plain-text.js';
import { HOSTILE } from '../../support/hostile.js';
import { halve, taking } from '../../support/nodes.js';
import { parseMermaid } from '../../support/parse-mermaid.js';
import { anyDrawing } from '../../support/random-drawings.js';
import { readXml } from '../../support/xml.js';

/** A workflow whose every name is hostile. */
function hostileDrawing(): Drawing {
  const flow = workflow(HOSTILE[0]);
  const nodes = HOSTILE.map((name) => flow.add(name, pass));
  for (const [index, node] of nodes.entries()) {
    const next = nodes[(index + 1) % nodes.length];
    if (next === undefined || index === nodes.length - 1) continue;
    flow.connect(node.out.value, next.in.value, { contract: HOSTILE[index] as string });
  }
  const loop = flow.add('looped', halve, { x: 1 });
  flow.loop(HOSTILE[0], { back: [[loop.out.x, loop.in.x]], until: HOSTILE[2] });
  return drawingOf(flow.build());
}

function smallDrawing(): Drawing {
  const flow = workflow('small');
  const one = flow.add('one', value(1));
  const either = flow.add('either', taking('left'));
  flow.connect(one.out.value, either.input('value'));
  return drawingOf(flow.build());
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return RuntimeError.is(error) ? error.code : String(error);
}

describe('Mermaid text', () => {
  it('writes the states of very many nodes in time that grows with their number', () => {
    const [node] = smallDrawing().nodes;
    expect(node).not.to.equal(undefined);
    const nodes = Array.from({ length: 40_000 }, () => ({ ...node, state: 'completed' }));
    const before = performance.now();
    mermaidOf({ ...smallDrawing(), nodes: nodes as Drawing['nodes'], edges: [] });
    expect(performance.now() - before).to.be.lessThan(3_000);
  });

  it('shows shapes, labels and how arrows lead', () => {
    expect(mermaidOf(smallDrawing(), { direction: 'right' })).to.equal(`flowchart LR
  n0(["one<br/>value"])
  n1{"either"}
  n0 -->|"value"| n1
`);
  });

  it('is read by Mermaid itself, whatever the names are', function () {
    this.timeout(60_000);
    const drawings = [hostileDrawing(), ...fc.sample(anyDrawing, { numRuns: 150, seed: 7 })];
    const read = parseMermaid(drawings.map((drawing) => mermaidOf(drawing)));
    for (const [index, { error, nodes, edges, groups, theme }] of read.entries()) {
      const drawing = drawings[index] as Drawing;
      expect(error).to.equal(undefined);
      expect(theme).to.equal('default');
      expect(nodes).to.have.members(drawing.nodes.map((_, node) => `n${String(node)}`));
      expect(groups).to.have.members(drawing.groups.map((_, group) => `g${String(group)}`));
      expect(edges).to.deep.equal(
        drawing.edges.map(({ from, to }) => `n${String(from)} n${String(to)}`),
      );
    }
  });

  it('has only letters, digits, numbers of signs and a few others inside quotes', () => {
    for (const line of mermaidOf(hostileDrawing()).split('\n')) {
      for (const [, quoted = ''] of line.matchAll(/"([^"]*)"/g)) {
        expect(quoted.replaceAll('<br/>', '')).to.match(/^(?:#\d+;|[^<>&"`#;%:'\\[\]{}|@*$!-])*$/);
      }
    }
  });
});

describe('DOT text', () => {
  it('names boxes by number, and quotes labels', () => {
    const text = dotOf(hostileDrawing());
    const outside = text.replace(/"(?:[^"\\]|\\.)*"/gs, '""');
    expect(outside).to.match(/^[\w\s{}[\],;=.>-]*(?:""[\w\s{}[\],;=.>-]*)*$/);
    expect(text).to.include('rankdir="TB"');
    expect(dotOf(smallDrawing(), { direction: 'right' })).to.include('rankdir="LR"');
  });

  it('leaves labels of arrows out where that is asked for', () => {
    expect(dotOf(smallDrawing())).to.match(/n0 -> n1 \[label=/);
    expect(dotOf(smallDrawing(), { edgeLabels: false })).not.to.match(/n0 -> n1 \[label=/);
  });
});

describe('SVG', () => {
  it('is well-formed, whatever the names are, and names stay text', async () => {
    const drawing = hostileDrawing();
    const { elements, textsOf } = readXml(await svgOf(drawing));
    const known = ['svg', 'style', 'g', 'title', 'text', 'path', 'polygon', 'ellipse', 'polyline'];
    expect(known).to.include.members(elements.map(({ name }) => name));
    for (const { attributes } of elements) {
      expect(Object.keys(attributes).filter((name) => /^on|href|^style$/.test(name))).to.deep.equal(
        [],
      );
    }
    for (const name of HOSTILE) expect(textsOf('text')).to.include(plainText(name, 40));
    expect(textsOf('title').join('\n')).to.include('document.title="hacked"');
  });

  it('is well-formed for drawings of any form, with a part for each of theirs', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(anyDrawing, async (drawing) => {
        const { elements } = readXml(await svgOf(drawing));
        const counted = (part: string) =>
          elements.filter(({ name, attributes }) => {
            return name === 'g' && attributes['class']?.split(' ')[0] === part;
          }).length;
        expect(counted('node')).to.equal(drawing.nodes.length);
        expect(counted('edge')).to.equal(drawing.edges.length);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same for the same workflow, and so are the other formats', async () => {
    const [one, other] = [hostileDrawing(), hostileDrawing()];
    expect(other).to.deep.equal(one);
    expect(dotOf(other)).to.equal(dotOf(one));
    expect(mermaidOf(other)).to.equal(mermaidOf(one));
    const first = await svgOf(one);
    await svgOf(smallDrawing());
    expect(await svgOf(other)).to.equal(first);
  });

  it('draws frames with nothing in them, over which Graphviz breaks down', async () => {
    const empty = {
      form: 'loop',
      path: ['x'],
      kind: undefined,
      parent: undefined,
      notes: ['b'],
    } as const;
    const group = { ...empty, label: 'a', state: 'completed', detail: undefined } as const;
    const drawing = { ...smallDrawing(), groups: [group, group] };
    const { textsOf } = readXml(await svgOf(drawing));
    expect(textsOf('text').filter((text) => text === '↻ a')).to.have.length(2);
  });

  it('has its colours for light and dark with it, unless the page has them', async () => {
    expect(await svgOf(smallDrawing())).to.include('@media (prefers-color-scheme: dark)');
    expect(await svgOf(smallDrawing(), { hasStyle: false })).not.to.include('<style>');
  });

  it('tells on pointing at a part what it is', async () => {
    const { textsOf } = readXml(await svgOf(smallDrawing()));
    expect(textsOf('title')).to.deep.equal(['small', 'one', 'either', 'one → either']);
  });

  it('draws a thousand nodes within seconds, and leaves labels of that many arrows out', async function () {
    this.timeout(30_000);
    const flow = workflow('large');
    const nodes = Array.from({ length: 1_000 }, (_, i) => flow.add(`n${String(i)}`, pass));
    for (const [i, node] of nodes.entries()) {
      const from = nodes[Math.floor(i / 2)];
      if (i > 0 && from !== undefined) flow.connect(from.out.value, node.in.value);
    }
    const svg = await svgOf(drawingOf(flow.build()));
    const { textsOf } = readXml(svg);
    expect(textsOf('text').filter((text) => text.includes('value'))).to.deep.equal([]);
    expect(textsOf('title')).to.have.length(2_000);
  });

  it('refuses what is too large to be looked at, and says what to do: PICTURE_TOO_LARGE', async () => {
    const flow = workflow('huge');
    for (let i = 0; i <= 2_000; i++) flow.add(`n${String(i)}`, pass);
    const drawing = drawingOf(flow.build());
    expect(await codeOf(svgOf(drawing))).to.equal('PICTURE_TOO_LARGE');
    const [one] = smallDrawing().edges;
    const many = { ...smallDrawing(), edges: new Array(5_001).fill(one) as Drawing['edges'] };
    expect(await codeOf(svgOf(many))).to.equal('PICTURE_TOO_LARGE');
    expect(mermaidOf(drawing).split('\n')).to.have.length(2_003);
  });

  it('tells where Graphviz fails, and with what: PICTURE_FAILED', () => {
    const refuses = {
      status: 'failure',
      output: undefined,
      errors: [{ message: 'out of ink' }],
    } as const;
    expect(() => drawnBy({ render: () => refuses }, smallDrawing(), {}))
      .to.throw('Graphviz could not draw workflow "small": out of ink')
      .with.property('code', 'PICTURE_FAILED');
    const breaks = () => {
      throw new RangeError('no memory');
    };
    expect(() => drawnBy({ render: breaks }, smallDrawing(), {}))
      .to.throw('no memory')
      .with.property('code', 'PICTURE_FAILED');
  });
});
