/**
 * Parses Mermaid texts with Mermaid itself: a JSON list on standard input, a JSON list of what each came to on standard output. A
 * process of its own, since Mermaid wants the globals of a browser.
 */
import { text } from 'node:stream/consumers';
import { Window } from 'happy-dom';

const window = new Window();
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import('mermaid');

const answers = [];
for (const source of JSON.parse(await text(process.stdin))) {
  try {
    await mermaid.parse(source);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(source);
    answers.push({
      nodes: [...db.getVertices().keys()],
      shapes: [...db.getVertices().values()].map(({ type }) => type ?? ''),
      edges: db.getEdges().map(({ start, end }) => `${start} ${end}`),
      groups: db.getSubGraphs().map(({ id }) => id),
      theme: mermaid.mermaidAPI.getConfig().theme,
    });
  } catch (error) {
    answers.push({ error: String(error) });
  }
}
process.stdout.write(JSON.stringify(answers), () => process.exit(0));
