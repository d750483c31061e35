import { PARAMETERS, SECRET, templatesOf, weightOf } from '../duties/templates.js';
import type { Given } from '../workloads/bodies.js';
import type { Duty } from './duties.js';

/** What a run brings: its secret, and the texts of each node. */
interface Scope {
  readonly secret: string;
  readonly paths: readonly string[];
  readonly titles: readonly string[];
}

/** Fetches the secret and fills in the templates of every node once for each run, and hands them to the nodes. */
export function filledIn(size: number): Duty {
  const vault = new Map([[SECRET.name as string, SECRET.text as string]]);
  const configured = Array.from({ length: size }, (_, index) => {
    const { path, title } = templatesOf(index);
    return { path: partsOf(path), title: partsOf(title) };
  });
  return {
    begin: (): Scope => ({
      secret: vault.get(SECRET.name) ?? '',
      paths: configured.map(({ path }) => filled(path)),
      titles: configured.map(({ title }) => filled(title)),
    }),
    wrap: (work, _node, index) => (inputs, scope: Scope) => {
      const { value } = work(inputs, scope as never) as Given;
      const [path, title] = [scope.paths[index] as string, scope.titles[index] as string];
      return { value: value + weightOf(path, title, PARAMETERS.rate, scope.secret) };
    },
  };
}

/** Text and references in turn: templates are read once, as configuration is. */
function partsOf(template: string): readonly (string | readonly string[])[] {
  return template.split(/\$\{([^}]+)\}/).map((part, at) => (at % 2 === 0 ? part : part.split('.')));
}

function filled(parts: readonly (string | readonly string[])[]): string {
  let text = '';
  for (const part of parts) text += typeof part === 'string' ? part : String(valueAt(part));
  return text;
}

function valueAt(path: readonly string[]): unknown {
  let value: unknown = PARAMETERS;
  for (const key of path) value = (value as Record<string, unknown>)[key];
  return value;
}
