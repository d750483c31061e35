import { createRuntime, defineNode, port, workflow } from '@tenon/core';
import { dotOf, drawingOf, mermaidOf, recordTimeline, reportOf, svgOf } from '@tenon/pictures';
import { expect } from 'chai';

const io = { n: port<number>() };
const half = defineNode({ type: 'half', inputs: io, outputs: io, run: ({ n }) => ({ n: n / 2 }) });

function halves() {
  const flow = workflow('halves');
  const once = flow.add('once', half, { n: 84 });
  const twice = flow.add('twice', half);
  flow.connect(once.out.n, twice.in.n);
  return flow.build();
}

describe('the snippets of the README', () => {
  it('draw a workflow in each format', async () => {
    // #region formats
    const drawing = drawingOf(halves());
    const svg = await svgOf(drawing); // for people
    const dot = dotOf(drawing, { direction: 'right' }); // for Graphviz and its kin
    mermaidOf(drawing); // for Markdown
    // flowchart TB
    //   n0(["once<br/>half"])
    //   n1(["twice<br/>half"])
    //   n0 -->|"n"| n1
    // #endregion
    expect(svg).to.match(/^<svg/);
    expect(dot).to.include('rankdir="LR"');
    expect(mermaidOf(drawing)).to.equal(`flowchart TB
  n0(["once<br/>half"])
  n1(["twice<br/>half"])
  n0 -->|"n"| n1
`);
  });

  it('draw over a run and over a dry run', async () => {
    const flow = halves();
    const runtime = createRuntime();
    // #region states
    const result = await runtime.execute(flow, { timing: true });
    drawingOf(flow, { result }).nodes[1]?.state; // 'completed'

    const dryRun = await runtime.plan(flow);
    drawingOf(flow, { dryRun }).nodes[1]?.state; // 'runs'
    // #endregion
    expect(drawingOf(flow, { result }).nodes[1]?.state).to.equal('completed');
    expect(drawingOf(flow, { dryRun }).nodes[1]?.state).to.equal('runs');
  });

  it('report a run', async () => {
    const flow = halves();
    const runtime = createRuntime();
    // #region report
    const handle = runtime.start(flow);
    const recording = recordTimeline(handle); // right after start, so that nothing is missed
    const result = await handle.result;
    const html = await reportOf(flow, result, { timeline: await recording });
    // #endregion
    expect(html).to.include('<title>halves: completed</title>');
  });
});
