import { CST } from 'yaml';

/** The first collection that stands deeper than the limit: where it begins. Iterative, linear in the tokens. */
export function tooDeepAt(root: CST.Token, limit: number): number | undefined {
  const pending: { token: CST.Token; depth: number }[] = [{ token: root, depth: 0 }];
  let first: number | undefined;
  for (let top = pending.pop(); top !== undefined; top = pending.pop()) {
    const { token } = top;
    if (token.type === 'document') {
      if (token.value !== undefined) pending.push({ token: token.value, depth: 0 });
      continue;
    }
    if (!CST.isCollection(token)) continue;
    const depth = top.depth + 1;
    if (depth > limit) {
      first = Math.min(first ?? token.offset, token.offset);
      continue;
    }
    for (const { key, value } of token.items) {
      if (key) pending.push({ token: key, depth });
      if (value) pending.push({ token: value, depth });
    }
  }
  return first;
}
