import { didYouMean, NodeTypes, RuntimeError } from '@tenon/core';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { harmless } from '../io/harmless.js';
import type { Io } from '../io/io.js';
import { columns, say } from '../io/lines.js';
import { paletteFor } from '../io/palette.js';
import { jsonText } from '../json/json-text.js';
import { factsOf, type NodeFacts } from '../show/node-facts.js';
import { nodeText } from '../show/node-text.js';
import { type HostOptions, openHost } from './host.js';

/** What `tenon nodes` may be told. */
export interface NodesOptions extends HostOptions {
  readonly json?: boolean;
}

/** Lists the node types that files may name, or tells all about one of them. */
export async function listNodes(
  io: Io,
  kind: string | undefined,
  options: NodesOptions,
): Promise<ExitCode> {
  const { runtime } = await openHost(io, options);
  const types = runtime.services.get(NodeTypes).all;
  const all = types.map(factsOf).sort((a, b) => (a.kind < b.kind ? -1 : 1));
  await runtime.dispose();
  const shown = kind === undefined ? all : all.filter((facts) => facts.kind === kind);
  if (kind !== undefined && shown.length === 0) {
    const kinds = all.map((facts) => facts.kind);
    throw new RuntimeError('USAGE_INVALID', `There is no node type "${kind}".`, {
      hint: didYouMean(kind, kinds) || 'See "tenon nodes" for those there are.',
    });
  }
  const palette = paletteFor(io.env, io.stdout);
  if (options.json === true) say(io.stdout, jsonText(kind === undefined ? shown : shown[0], 2));
  else if (kind === undefined) for (const line of listOf(shown)) say(io.stdout, line);
  else for (const facts of shown) say(io.stdout, nodeText(facts, palette));
  return EXIT.completed;
}

function listOf(all: readonly NodeFacts[]): string[] {
  if (all.length === 0) return ['No node types are installed.'];
  return columns(
    all.map(({ kind, description = '' }) => [harmless(kind), harmless(firstSentence(description))]),
  );
}

function firstSentence(text: string): string {
  return /^[^]*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}
