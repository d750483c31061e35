import type { Case, CaseConnection, CaseFile, CaseLoop, CaseNode, Json, Shape } from './case.js';

/** What a case runs: its own nodes and edges, or those of the rule that it states. */
export function expandCase({ generate, ...stated }: CaseFile): Case {
  if (generate !== undefined) return { ...stated, ...workflowOf(generate) };
  return { ...stated, nodes: stated.nodes ?? [], connections: stated.connections ?? [] };
}

interface Generated {
  readonly nodes: readonly CaseNode[];
  readonly connections: readonly CaseConnection[];
  readonly loops?: readonly CaseLoop[];
}

/** The nodes and edges of a large workflow, in the order in which the README's table states them. */
export function workflowOf(shape: Shape): Generated {
  const indexes = Array.from({ length: shape.size }, (_, i) => i);
  switch (shape.shape) {
    case 'chain':
      return {
        nodes: indexes.map((i) => (i === 0 ? node('n0', 'const', { value: 0 }) : counter('n', i))),
        connections: chained(indexes),
      };
    case 'fan-out':
      return fanOut(indexes);
    case 'switch-row':
      return switchRow(indexes, shape.start, shape.limit);
    case 'ladder':
      return ladder(indexes);
    case 'loop':
      return {
        nodes: indexes.map((i) => counter('n', i)),
        connections: chained(indexes),
        loops: [
          {
            id: 'loop',
            back: [edge(`n${String(shape.size - 1)}.value`, 'n0.value')],
            maxIterations: shape.iterations,
          },
        ],
      };
    case 'ring':
      return {
        nodes: indexes.map((i) => counter('n', i)),
        connections: indexes.map((i) =>
          edge(`n${String(i)}.value`, `n${String((i + 1) % shape.size)}.value`),
        ),
      };
  }
}

function fanOut(indexes: readonly number[]): Generated {
  const condition = `size(value) == ${String(indexes.length)}`;
  return {
    nodes: [
      node('src', 'const', { value: 1 }),
      ...indexes.map((i) => counter('n', i, i)),
      node('all', 'merge', { strategy: 'list' }),
      node('size', 'branch', { condition }),
    ],
    connections: [
      ...indexes.flatMap((i) => [
        edge('src.value', `n${String(i)}.value`),
        edge(`n${String(i)}.value`, 'all.values'),
      ]),
      edge('all.value', 'size.value'),
    ],
  };
}

function switchRow(indexes: readonly number[], start: number, limit: number): Generated {
  const condition = `value < ${String(limit)}`;
  return {
    nodes: [
      node('src', 'const', { value: start }),
      ...indexes.flatMap((i) => [
        node(`s${String(i)}`, 'branch', { condition }),
        counter('t', i),
        node(`f${String(i)}`, 'identity'),
      ]),
    ],
    connections: [
      ...indexes.flatMap((i) => [
        edge(`s${String(i)}.true`, `t${String(i)}.value`),
        edge(`s${String(i)}.false`, `f${String(i)}.value`),
      ]),
      ...indexes.map((i) =>
        edge(i === 0 ? 'src.value' : `t${String(i - 1)}.value`, `s${String(i)}.value`),
      ),
    ],
  };
}

function ladder(indexes: readonly number[]): Generated {
  return {
    nodes: [
      node('src', 'const', { value: 1 }),
      ...indexes.flatMap((i) => [
        node(`s${String(i)}`, 'branch', {
          condition: `value ${i % 2 === 1 ? '>=' : '<'} ${String(i + 1)}`,
        }),
        counter('t', i, 1),
        counter('f', i, 2),
        node(`j${String(i)}`, 'merge', { strategy: 'first' }),
      ]),
    ],
    connections: [
      ...indexes.flatMap((i) => [
        edge(`s${String(i)}.true`, `t${String(i)}.value`),
        edge(`s${String(i)}.false`, `f${String(i)}.value`),
        edge(`t${String(i)}.value`, `j${String(i)}.values`),
        edge(`f${String(i)}.value`, `j${String(i)}.values`),
      ]),
      ...indexes.map((i) =>
        edge(i === 0 ? 'src.value' : `j${String(i - 1)}.value`, `s${String(i)}.value`),
      ),
    ],
  };
}

function chained(indexes: readonly number[]): CaseConnection[] {
  return indexes.slice(1).map((i) => edge(`n${String(i - 1)}.value`, `n${String(i)}.value`));
}

function counter(prefix: string, i: number, step?: number): CaseNode {
  return node(`${prefix}${String(i)}`, 'counter', step === undefined ? undefined : { step });
}

function node(id: string, kind: string, config?: Readonly<Record<string, Json>>): CaseNode {
  return { id, kind, ...(config !== undefined && { config }) };
}

/** An edge between two ports, each written as `node.port`. */
function edge(source: string, target: string): CaseConnection {
  const [from = '', output = ''] = source.split('.');
  const [to = '', input = ''] = target.split('.');
  return { from, output, to, input };
}
