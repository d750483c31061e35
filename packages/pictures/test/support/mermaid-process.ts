/**
 * Parses Mermaid texts with Mermaid itself: a JSON list on standard input, a JSON list of what each came to on standard output. A
 * process of its own, since Mermaid wants the globals of a browser.
 */
import { text } from 'node:stream/consumers';

/** What is used of the two libraries, whose types name those of browsers. */
interface HappyDom {
  readonly Window: new () => { readonly document: object };
}
interface Mermaid {
  parse(source: string): Promise<unknown>;
  readonly mermaidAPI: {
    getDiagramFromText(source: string): Promise<{ readonly db: FlowchartFacts }>;
    getConfig(): { readonly theme: string };
  };
}
interface FlowchartFacts {
  getVertices(): ReadonlyMap<string, unknown>;
  getEdges(): readonly { readonly start: string; readonly end: string }[];
  getSubGraphs(): readonly { readonly id: string }[];
}

const { Window } = (await import(import.meta.resolve('happy-dom'))) as HappyDom;
const window = new Window();
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = (await import(import.meta.resolve('mermaid'))) as {
  readonly default: Mermaid;
};

const answers: object[] = [];
for (const source of JSON.parse(await text(process.stdin)) as readonly string[]) {
  try {
    await mermaid.parse(source);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(source);
    answers.push({
      nodes: [...db.getVertices().keys()],
      edges: db.getEdges().map(({ start, end }) => `${start} ${end}`),
      groups: db.getSubGraphs().map(({ id }) => id),
      theme: mermaid.mermaidAPI.getConfig().theme,
    });
  } catch (error) {
    answers.push({ error: String(error) });
  }
}
process.stdout.write(JSON.stringify(answers), () => process.exit(0));
