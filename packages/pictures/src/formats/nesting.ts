import type { Drawing } from '../drawing/drawing.js';

/** One step through the nested groups of a drawing: into a group, out of it, or past a box. */
export type NestingStep =
  | { readonly kind: 'enter' | 'leave'; readonly group: number }
  | { readonly kind: 'node'; readonly node: number };

/** Walks through groups and boxes as text formats write them: each group around what is in it. Iterative. */
export function* nested({ nodes, groups }: Drawing): Generator<NestingStep> {
  const nodesIn = new Map<number, number[]>();
  const groupsIn = new Map<number, number[]>();
  for (const [node, { group = OUTSIDE }] of nodes.entries()) put(nodesIn, group, node);
  for (const [group, { parent = OUTSIDE }] of groups.entries()) put(groupsIn, parent, group);
  const open = [{ group: OUTSIDE, next: 0 }];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    if (top.next === 0) {
      for (const node of nodesIn.get(top.group) ?? []) yield { kind: 'node', node };
    }
    const group = groupsIn.get(top.group)?.[top.next++];
    if (group !== undefined) {
      yield { kind: 'enter', group };
      open.push({ group, next: 0 });
      continue;
    }
    if (top.group !== OUTSIDE) yield { kind: 'leave', group: top.group };
    open.pop();
  }
}

const OUTSIDE = -1;

function put(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
