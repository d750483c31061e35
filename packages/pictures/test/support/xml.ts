import { createRequire } from 'node:module';

/** What is used of the parser. Its own declarations do not pass the strict checks of this repository. */
interface Parser {
  on(event: 'error', take: (error: Error) => void): void;
  on(event: 'opentag', take: (tag: XmlElement) => void): void;
  on(event: 'text', take: (text: string) => void): void;
  on(event: 'closetag', take: (tag: XmlElement) => void): void;
  write(text: string): this;
  close(): void;
}

const require = createRequire(import.meta.url);
const { SaxesParser } = require('saxes') as {
  readonly SaxesParser: new () => Parser;
};

/** An element of a document. */
interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What stands in a document, as a parser of XML reads it. */
export interface XmlContent {
  readonly elements: readonly XmlElement[];
  /** The texts of elements, by the name of the element. */
  readonly textsOf: (name: string) => readonly string[];
}

/** Reads a document. Throws where it is not well-formed. */
export function readXml(text: string): XmlContent {
  const parser = new SaxesParser();
  const elements: XmlElement[] = [];
  const texts = new Map<string, string[]>();
  const open: { readonly name: string; text: string }[] = [];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    elements.push({ name, attributes });
    open.push({ name, text: '' });
  });
  parser.on('text', (part) => {
    const top = open.at(-1);
    if (top !== undefined) top.text += part;
  });
  parser.on('closetag', ({ name }) => {
    const closed = open.pop();
    texts.set(name, [...(texts.get(name) ?? []), closed?.text ?? '']);
  });
  parser.write(text).close();
  return { elements, textsOf: (name) => texts.get(name) ?? [] };
}
