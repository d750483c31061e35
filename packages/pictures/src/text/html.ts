import { escaped } from './markup.js';

/** Markup that is finished: nothing in it is to be escaped any more. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: markup as it is, any text escaped, lists of both; nothing for what is `undefined`. */
export type Content = Markup | string | number | undefined | readonly Content[];

/** A template of markup. Whatever is put in is escaped unless it is markup itself, so that nothing is forgotten. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const texts = parts.map((part, index) => part + written(contents[index]));
  return new Markup(texts.join(''));
}

function written(content: Content): string {
  if (content instanceof Markup) return content.text;
  if (content === undefined) return '';
  return typeof content === 'string' || typeof content === 'number'
    ? escaped(String(content))
    : content.map(written).join('');
}
