import { readdirSync } from 'node:fs';
import { createRuntime, RuntimeError } from '@tenon/core';
import { expect } from 'chai';
import fc from 'fast-check';
import validateName from 'validate-npm-package-name';
import { namesOf } from '#create/project/names.js';
import { VERSIONS } from '#create/project/versions.js';

function refusal(folder: string, given?: string): RuntimeError {
  try {
    namesOf(folder, given);
  } catch (error) {
    if (RuntimeError.is(error, 'PROJECT_NAME_INVALID')) return error;
    throw error;
  }
  throw new Error(`"${folder}" and "${String(given)}" were taken.`);
}

describe('the names of a project', () => {
  it('follow its folder, as npm takes them', () => {
    expect(namesOf('/home/ada/Hello World')).to.deep.equal({
      package: 'hello-world',
      plugin: 'hello-world',
      factory: 'helloWorld',
      Factory: 'HelloWorld',
    });
    expect(namesOf('tenon-plugin-slow-nodes')).to.include({
      package: 'tenon-plugin-slow-nodes',
      plugin: 'slow-nodes',
      factory: 'slowNodes',
    });
    expect(namesOf('tenon-audit').plugin).to.equal('tenon-audit');
    expect(namesOf('plugin-x').plugin).to.equal('x');
  });

  it('are given, with a scope or without', () => {
    expect(namesOf('/any', '@acme/tenon-plugin-watch')).to.deep.equal({
      package: '@acme/tenon-plugin-watch',
      plugin: 'watch',
      factory: 'watch',
      Factory: 'Watch',
    });
    expect(namesOf('/any', 'dots.and_more').factory).to.equal('dotsAndMore');
  });

  it('are names of functions, whatever the package is called', () => {
    for (const [name, factory] of [
      ['await', 'pluginAwait'],
      ['class', 'pluginClass'],
      ['expect', 'pluginExpect'],
      ['only', 'pluginOnly'],
      ['a-runtime', 'pluginARuntime'],
      ['2fast', 'plugin2fast'],
    ] as const) {
      expect(namesOf(name).factory, name).to.equal(factory);
    }
  });

  it('are none that another plugin of a runtime has', () => {
    const builtIn = createRuntime()
      .describe()
      .plugins.map(({ name }) => name);
    const packages = readdirSync(new URL('../../../../', import.meta.url))
      .filter((folder) => folder.startsWith('plugin-'))
      .map((folder) => folder.slice('plugin-'.length));
    expect(packages).to.include('cycles');
    for (const name of [...builtIn, ...packages, 'nodes-standard', 'run-queue']) {
      expect(namesOf(`tenon-plugin-${name}`).plugin, name).to.equal(`tenon-plugin-${name}`);
    }
  });

  it('are refused where npm takes none', () => {
    for (const given of [
      ...['../x', '..', '.', '', ' x', 'Upper', 'a b', 'node_modules', 'http', 'x'.repeat(215)],
      ...['/x', '@/x', '@a/', '@a/b/c', '%2e%2e', 'a\\b', '.hidden', '__proto__?'],
    ]) {
      const { message, hint } = refusal('/fine', given);
      expect(message, given).to.include(`No package can be called "${given}": `);
      expect(hint).to.equal('Give a name of small letters, digits and hyphens.');
    }
    expect(refusal('/some/http').hint).to.include('with --name');
    expect(refusal('/').message).to.equal('No package can be named after the folder "/".');
    expect(refusal('/§§§').hint).to.include('or the package one with --name');
  });

  it('are refused where the package would find itself in place of what it needs', () => {
    for (const name of Object.keys(VERSIONS)) {
      expect(refusal('/x', name).message).to.include('the name of what it depends on');
    }
  });

  it('show no characters that a terminal acts on', () => {
    expect(refusal('/fine', 'a\u001b[31m\u202e').message).to.include('"a\\u001b[31m\\u202e"');
  });

  it('are taken by npm, and make functions, whatever the folder is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (folder) => {
        let names: ReturnType<typeof namesOf>;
        try {
          names = namesOf(folder);
        } catch (error) {
          expect(RuntimeError.is(error, 'PROJECT_NAME_INVALID')).to.equal(true);
          return;
        }
        expect(validateName(names.package).validForNewPackages).to.equal(true);
        expect(names.factory).to.match(/^[a-z][a-zA-Z0-9]*$/);
        expect(names.plugin).to.not.equal('');
      }),
    );
  });
});
