import { writeFile } from 'node:fs/promises';
import type { Plugin } from '@tenon/core';
import { standardNodes } from '@tenon/nodes-standard';
import { type NodeExample, nodeSpec, only, pluginSpec } from '@tenon/testing';
import { type Example, examples, nodeOf } from '../support/examples.js';
import { aServer, type TestServer } from '../support/http-server.js';
import { portsUnchecked } from '../support/plugins.js';
import { aFolder } from '../support/runtime.js';

/** A place to work in, put up for each claim. */
class World {
  #folder: Awaited<ReturnType<typeof aFolder>> | undefined;
  #server: TestServer | undefined;

  async putUp(): Promise<void> {
    this.#folder = await aFolder();
    await writeFile(this.#folder.path('text.txt'), 'text');
    await writeFile(this.#folder.path('data.json'), '{"a": 1}');
    await writeFile(this.#folder.path('rows.csv'), 'a,b\n1,2\n');
    this.#server = await aServer(({ url }, response) => {
      // One address that never answers, so that a request to it has to be stopped.
      if (url === '/never') return;
      response
        .setHeader('content-type', 'application/json')
        .setHeader('date', 'Mon, 01 Jan 2024 00:00:00 GMT')
        .end('{"a": 1}');
    });
  }

  async takeDown(): Promise<void> {
    await this.#server?.close();
    await this.#folder?.dispose();
  }

  get origin(): string {
    return this.#server?.origin ?? '';
  }

  /** The plugin as it is to be while a claim is checked. */
  get plugin(): Plugin {
    return standardNodes({ root: this.#folder?.root ?? '.', http: { privateAddresses: true } });
  }
}

const VISITS: readonly Example[] = examples('');

/** Visits that end only when they are told to. */
const WAITING = new Map<string, (origin: string) => NonNullable<NodeExample['config']>>([
  ['delay', () => ({ ms: 3_600_000 })],
  ['http-request', (origin) => ({ url: `${origin}/never`, timeoutMs: 3_600_000 })],
  [
    'for-each',
    () => ({
      items: [1, 2],
      node: 'delay',
      with: { ms: 3_600_000 },
      item: 'value',
      output: 'value',
    }),
  ],
]);

for (const visit of VISITS) {
  const world = new World();
  const waits = WAITING.get(visit.kind);
  nodeSpec(nodeOf(visit), {
    before: () => world.putUp(),
    after: () => world.takeDown(),
    plugins: () => [portsUnchecked, world.plugin],
    examples: () => examples(world.origin).filter(({ kind }) => kind === visit.kind),
    ...(waits && { waits: () => ({ config: waits(world.origin) }) }),
  });
}

pluginSpec(standardNodes(), {
  plugins: [portsUnchecked],
  workflow: (n) =>
    only(nodeOf(VISITS.find((one) => one.kind === 'map') as Example), {
      items: [{ id: n }],
      to: { a: 'value.id' },
    }),
});
