/** A string, a name, white space, or any other single character of CEL text. */
const TOKEN = /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_][A-Za-z0-9_]*)|\s+|[^]/g;

/** Words that the CEL library takes for no name. A node of such an id is named as a member of `nodes`. */
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'prototype']);

/**
 * CEL text of a loop's condition with nodes under other names. A node is named at the root of an expression, or as a
 * member or quoted index of `nodes` and `previous`; any other member is an output.
 */
export function renameInCondition(condition: string, rename: (node: string) => string): string {
  // The last three tokens that are no white space, the latest last.
  let before: readonly string[] = ['', '', ''];
  return condition.replace(TOKEN, (token: string, quoted?: string, name?: string) => {
    let renamed = token;
    if (quoted !== undefined && isIndexOfNodes(before)) {
      renamed = JSON.stringify(rename(quoted.slice(1, -1)));
    } else if (name !== undefined && isNode(before)) {
      renamed = before.at(-1) === '.' ? rename(name) : atRoot(rename(name));
    }
    if (token.trim() !== '') before = [...before.slice(1), token];
    return renamed;
  });
}

function atRoot(node: string): string {
  return RESERVED.has(node) ? `nodes[${JSON.stringify(node)}]` : node;
}

function isNode([third, second, last]: readonly string[]): boolean {
  return last !== '.' || (isTableOfNodes(second) && third !== '.');
}

function isIndexOfNodes([third, second, last]: readonly string[]): boolean {
  return last === '[' && isTableOfNodes(second) && third !== '.';
}

function isTableOfNodes(token: string | undefined): boolean {
  return token === 'nodes' || token === 'previous';
}
