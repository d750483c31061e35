import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { copyData, type NodeDefinition, type PortTable } from '@tenon/core';
import { STANDARD_KINDS } from '@tenon/nodes-standard';
import { expectNoHandlesLeft, only } from '@tenon/testing';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { type Example, examples, nodeOf } from '../support/examples.js';
import { aServer, type TestServer } from '../support/http-server.js';
import { aFolder, run, type Stated, withNodes } from '../support/runtime.js';

/** The rules that every kind of node keeps to. */
describe('every kind', () => {
  let folder: Awaited<ReturnType<typeof aFolder>>;
  let server: TestServer;
  beforeEach(async () => {
    folder = await aFolder();
    await writeFile(folder.path('text.txt'), 'text');
    await writeFile(folder.path('data.json'), '{"a": 1}');
    await writeFile(folder.path('rows.csv'), 'a,b\n1,2\n');
    server = await aServer((_request, response) => {
      response.setHeader('content-type', 'application/json').end('{"a": 1}');
    });
  });
  afterEach(async () => {
    await server.close();
    await folder.dispose();
  });

  const stated = (): Stated => ({
    options: { root: folder.root, http: { privateAddresses: true } },
  });
  const flowOf = (example: Example) => only(nodeOf(example), example.config as never);

  it('has an example here', () => {
    expect(examples('').map(({ kind }) => kind)).to.deep.equal(
      STANDARD_KINDS.map(({ type }) => type),
    );
  });

  for (const { kind } of examples('')) {
    const example = () => examples(server.origin).find((one) => one.kind === kind) as Example;
    const definitionOf = (): NodeDefinition => {
      const type = STANDARD_KINDS.find((one) => one.type === kind);
      return type !== undefined && 'define' in type
        ? type.define(example().config)
        : (type as NodeDefinition);
    };

    describe(kind, () => {
      it('says what it is, and what each of its ports means', () => {
        const { type, description, inputs, outputs, settings } = definitionOf();
        expect(type).to.equal(kind);
        expect(description).to.match(/^[A-Z].*\.$/);
        for (const table of [inputs, outputs, settings]) {
          for (const [name, { description: meaning }] of table) {
            if (kind === 'for-each' && name === 'item' && table === inputs) continue;
            expect(meaning, name).to.match(/^[A-Z"].*\.$/);
          }
        }
      });

      it('describes itself and its configuration where it is made of that', () => {
        const type = STANDARD_KINDS.find((one) => one.type === kind);
        if (type === undefined || !('define' in type)) return;
        const { config = {}, description } = type;
        expect(description).to.match(/^[A-Z].*\.$/);
        expect(ajv.validate(config, example().config), ajv.errorsText()).to.equal(true);
        const { inputs, settings } = definitionOf();
        const properties = config['properties'] as Readonly<Record<string, { raw?: boolean }>>;
        expect(Object.keys(properties)).to.have.members([...inputs.keys(), ...settings.keys()]);
        for (const [name, setting] of settings) {
          if (name !== 'with') expect(properties[name]?.raw, name).to.equal(setting.isRaw);
        }
        const required = [...settings].filter(([, port]) => port.presence === 'required');
        expect(config['required']).to.deep.equal(required.map(([name]) => name));
      });

      it('is made again by what a definition made in code says of itself', () => {
        const type = STANDARD_KINDS.find((one) => one.type === kind);
        const { form } = definitionOf();
        if (form === undefined || type === undefined || !('define' in type)) return;
        expect(form.kind).to.equal(kind);
        expect(example().config).to.deep.include(form.config);
        expect(type.define(form.config).form).to.deep.equal(form);
      });

      it('has configuration that verification accepts', () => {
        const { runtime } = withNodes(stated());
        expect(runtime.verify(flowOf(example()))).to.deep.equal([]);
      });

      it('takes and gives what the schemas of its ports say', async () => {
        const result = await run(flowOf(example()), stated());
        expect(result.error).to.equal(undefined);
        const { inputs, outputs, settings } = definitionOf();
        const { config } = example();
        const got = result.results['only'] as Readonly<Record<string, unknown>>;
        expect([...outputs.keys()]).to.include.members(Object.keys(got));
        checkSchemas(outputs, got);
        checkSchemas(inputs, config);
        checkSchemas(settings, config);
        for (const [name, port] of outputs) {
          if (port.presence === 'required') expect(got, name).to.have.property(name);
        }
      });

      it('changes nothing that it is given', async () => {
        const { config } = example();
        const before = copyData(config);
        for (const isolation of ['share', 'freeze'] as const) {
          const result = await run(flowOf(example()), { ...stated(), run: { isolation } });
          expect(result.status).to.equal('completed');
        }
        expect(config).to.deep.equal(before);
      });

      it('does nothing in a run that is aborted before it begins', async () => {
        const result = await run(flowOf(example()), {
          ...stated(),
          run: { signal: AbortSignal.abort() },
        });
        expect(result.status).to.equal('aborted');
        expect((await readdir(folder.root)).sort()).to.deep.equal([
          'data.json',
          'rows.csv',
          'text.txt',
        ]);
        expect(server.seen).to.deep.equal([]);
      });

      it('ends when the run is aborted meanwhile, and leaves nothing behind', async () => {
        if (!example().waits) return;
        await mkdir(folder.path('sub'));
        await expectNoHandlesLeft(async () => {
          const stop = new AbortController();
          const { runtime } = withNodes(stated());
          const handle = runtime.start(flowOf(example()), { signal: stop.signal });
          stop.abort();
          const { status, warnings } = await handle.result;
          expect(status).to.equal('aborted');
          expect(warnings).to.deep.equal([]);
          await runtime.dispose();
          await new Promise((resolve) => setTimeout(resolve, 20));
        });
        expect(await readdir(folder.root)).to.have.length(4);
      });
    });
  }
});

const ajv = new Ajv({ strict: false });

function checkSchemas(table: PortTable, values: Readonly<Record<string, unknown>>): void {
  for (const [name, { schema }] of table) {
    const value = values[name];
    if (schema === undefined || value === undefined) continue;
    const isFit = ajv.validate(schema as object, value);
    expect(isFit, `${name}: ${ajv.errorsText()}`).to.equal(true);
  }
}
