/** What the comment of a hook says, by the label of each point, in this order. */
export const POINTS = ['Fires', 'Kind', 'May return', 'If it throws', 'Out of the box'] as const;
type Point = (typeof POINTS)[number];

/** The documentation of one hook, as its comment gives it. */
export interface HookComment {
  readonly name: string;
  readonly purpose: string;
  readonly points: Readonly<Record<Point, string>>;
  /** Its type, without the line breaks of the source. */
  readonly type: string;
}

/** A comment and what it stands on: a member of an interface, `name: Type;`, or of an object, `name: new Type(`. */
const COMMENTED =
  /^(?<indent> +)\/\*\*\n(?<comment>(?:\k<indent> \*.*\n)+?)\k<indent> \*\/\n\k<indent>(?:readonly )?(?<name>\w+): (?:new (?<made>\w+(?:<[\s\S]*?>)?)\(|(?<type>[^;]+);)/gm;

/** Reads the comments of the hooks, in order of declaration. Throws Error for one that is not in the fixed form. */
export function hookComments(source: string): HookComment[] {
  return Array.from(source.matchAll(COMMENTED), ({ groups = {} }) => {
    const { indent = '', comment = '', name = '', made, type = made ?? '' } = groups;
    const text = comment.replaceAll(new RegExp(`^${indent} \\* ?`, 'gm'), '');
    const [purpose = '', list = ''] = text.split('\n\n');
    return { name, purpose: oneLine(purpose), points: pointsOf(name, list), type: typeLine(type) };
  });
}

/**
 * Reads the comments of a published set of hooks where sources define it: `defineHookSet('CacheHooks', () => ({ … }))`.
 * Throws Error where one of its hooks has none.
 */
export function hookSetComments(
  source: string,
  { name, create }: { readonly name: string; readonly create: () => object },
): HookComment[] {
  const [, definition = ''] = source.split(new RegExp(`defineHookSet\\(\\s*'${name}'`));
  const comments = hookComments(definition.split(/^export /m, 1)[0] ?? '');
  return Object.keys(create()).map((hook) => {
    const comment = comments.find((candidate) => candidate.name === hook);
    if (comment !== undefined) return comment;
    throw new Error(`The hook "${hook}" of ${name} has no comment above it.`);
  });
}

function pointsOf(hook: string, list: string): HookComment['points'] {
  const points = list
    .split(/^- /m)
    .slice(1)
    .map((item) => {
      const at = item.indexOf(':');
      return [item.slice(0, at), oneLine(item.slice(at + 1))] as const;
    });
  if (points.map(([label]) => label).join() !== POINTS.join()) {
    throw new Error(`The comment of the hook "${hook}" must have the points ${POINTS.join(', ')}.`);
  }
  return Object.fromEntries(points) as Record<Point, string>;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A type that the formatter has spread over several lines, as it would stand on one. */
function typeLine(type: string): string {
  return oneLine(type).replace(/< /g, '<').replace(/,? >/g, '>');
}
