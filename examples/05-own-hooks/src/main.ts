import { createRuntime, defineNode, formatDescription, port, workflow } from '@tenon/core';
import { tally } from './tally.js';
import { tallyReport } from './tally-report.js';

const io = { text: port<string>() };
const readPage = defineNode({ type: 'read-page', outputs: io, run: () => ({ text: 'Hello' }) });
const readNote = defineNode({ type: 'read-note', outputs: io, run: () => ({ text: 'there' }) });
const join = defineNode({
  type: 'join',
  inputs: { parts: port<string>().many() },
  outputs: io,
  run: ({ parts }) => ({ text: parts.join(' ') }),
});

const flow = workflow('greeting');
const page = flow.add('page', readPage);
const note = flow.add('note', readNote);
const all = flow.add('all', join);
flow.connect(page.out.text, all.in.parts);
flow.connect(note.out.text, all.in.parts);

const runtime = createRuntime({ plugins: [tallyReport(console.log), tally()] });
const result = await runtime.execute(flow.build());
console.log(`${result.of(all)?.text}\n`);
console.log(formatDescription(runtime.describe()));
