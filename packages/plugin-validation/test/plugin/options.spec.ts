import { execFileSync } from 'node:child_process';
import { createRuntime } from '@tenon/core';
import { ContractRegistry, NamedContract, validation } from '@tenon/plugin-validation';
import { expect } from 'chai';

describe('the options of validation()', () => {
  it('are checked, and every one that is wrong is named', () => {
    const wrong = { mode: 'strickt', timing: 'yes', mod: 'off' };
    expect(() => validation(wrong as never))
      .to.throw(
        'The options of validation() are wrong: ' +
          '"mode" is "strickt" and must be one of the following values: off, warn, strict; ' +
          '"timing" is "yes" and must be a boolean value; ' +
          'there is no option "mod".',
      )
      .with.property('code', 'OPTION_INVALID');
  });

  it('may all be given', () => {
    for (const mode of ['off', 'warn', 'strict'] as const) {
      expect(() => validation({ mode, timing: true })).not.to.throw();
    }
  });
});

describe('the plugin', () => {
  it('stands at its stage, provides validation, and may serve two runtimes', () => {
    const plugin = validation({ mode: 'strict' });
    expect(plugin.manifest).to.deep.include({
      name: 'validation',
      stage: 400,
      provides: ['validation'],
    });
    expect(Object.isFrozen(plugin)).to.equal(true);
    const registries = [1, 2].map(() => {
      const runtime = createRuntime({ plugins: [plugin] });
      const tapped = runtime
        .describe()
        .hooks.filter(({ taps }) => taps.some(({ plugin: name }) => name === 'validation'));
      expect(tapped.map(({ name }) => name)).to.have.members([
        ...['verify', 'admit', 'review', 'node', 'results'],
      ]);
      return runtime.services.get(ContractRegistry);
    });
    expect(registries[0]).not.to.equal(registries[1]);
  });

  it('does not tap nodes where checks are off', () => {
    const { hooks } = createRuntime({ plugins: [validation({ mode: 'off' })] }).describe();
    expect(hooks.find(({ name }) => name === 'node')?.taps).to.deep.equal([]);
    const ending = hooks.find(({ name }) => name === 'results')?.taps.map(({ plugin }) => plugin);
    expect(ending).to.deep.equal(['results']);
  });

  it('shows the contracts there are, those of the host included', () => {
    const runtime = createRuntime({
      plugins: [validation()],
      configure: ({ bind }) => {
        bind(NamedContract).toConstantValue({ name: 'order' });
      },
    });
    expect([...runtime.services.get(ContractRegistry).contracts.keys()]).to.include('order');
  });

  it('does not start where two contracts have one name', () => {
    const start = () =>
      createRuntime({
        plugins: [validation()],
        configure: ({ bind }) => {
          bind(NamedContract).toConstantValue({ name: 'text' });
        },
      });
    expect(start).to.throw('"text"').with.property('code', 'CONTRACT_DUPLICATE');
  });

  it('loads ajv, class-validator and class-transformer when a schema needs them, and never before', () => {
    const program = (schema: string) => `
      import 'reflect-metadata';
      import { createRequire } from 'node:module';
      import { createRuntime, defineNode, port, workflow } from '@tenon/core';
      import { validation } from '@tenon/plugin-validation';
      const flow = workflow('w');
      flow.add('n', defineNode({ type: 't', inputs: { v: port(${schema}).optional() }, run: () => ({}) }));
      await createRuntime({ plugins: [validation()] }).execute(flow.build());
      const { cache } = createRequire(import.meta.url);
      const loaded = ['ajv', 'class-validator', 'class-transformer'].filter((name) =>
        Object.keys(cache).some((file) => file.includes('/node_modules/' + name + '/')));
      console.log(loaded.join());
    `;
    const loads = (schema: string) =>
      execFileSync(process.execPath, ['--input-type=module', '--eval', program(schema)], {
        cwd: new URL('../../../', import.meta.url),
        encoding: 'utf8',
      }).trim();
    expect(loads('')).to.equal('');
    expect(
      loads("{ '~standard': { version: 1, vendor: 'x', validate: (value) => ({ value }) } }"),
    ).to.equal('');
    expect(loads("{ type: 'string' }")).to.equal('ajv');
    expect(loads('class {}')).to.equal('class-validator');
  }).timeout(40_000);
});
