import { execFileSync } from 'node:child_process';
import { createRuntime } from '@tenon/core';
import { parameters } from '@tenon/plugin-parameters';
import { expect } from 'chai';

describe('the options of parameters()', () => {
  it('are checked, and every one that is wrong is named', () => {
    const wrong = { unknown: 'eror', coerce: true, secretTimeoutMs: -1, coerse: 'lossless' };
    expect(() => parameters(wrong as never))
      .to.throw(
        'The options of parameters() are wrong: ' +
          '"unknown" is "eror" and must be one of the following values: error, warn, ignore; ' +
          '"coerce" is true and must be one of the following values: lossless; ' +
          '"secretTimeoutMs" is -1 and must be a positive number; ' +
          'there is no option "coerse".',
      )
      .with.property('code', 'OPTION_INVALID');
    for (const given of [{ secretTimeoutMs: Number.NaN }, { secretTimeoutMs: '5' }, null, 5, []]) {
      expect(() => parameters(given as never)).to.throw('The options of parameters() are wrong');
    }
  });

  it('may all be given', () => {
    for (const unknown of ['error', 'warn', 'ignore'] as const) {
      expect(() => parameters({ unknown, coerce: 'lossless', secretTimeoutMs: 1 })).not.to.throw();
    }
    expect(() => parameters({})).not.to.throw();
  });

  it('load class-validator only when they are given', () => {
    const program = (options: string) => `
      import { createRequire } from 'node:module';
      import { parameters } from '@tenon/plugin-parameters';
      parameters(${options});
      const { cache } = createRequire(import.meta.url);
      console.log(Object.keys(cache).some((file) => file.includes('class-validator')));
    `;
    const loads = (options: string) =>
      execFileSync(process.execPath, ['--input-type=module', '--eval', program(options)], {
        cwd: new URL('../../../', import.meta.url),
        encoding: 'utf8',
      }).trim();
    expect(loads('')).to.equal('false');
    expect(loads("{ unknown: 'warn' }")).to.equal('true');
  }).timeout(20_000);
});

describe('the plugin', () => {
  it('stands at its stage, provides parameters, and may serve two runtimes', () => {
    const plugin = parameters();
    expect(plugin.manifest).to.include({ name: 'parameters', stage: 300 });
    expect(Object.isFrozen(plugin)).to.equal(true);
    for (let i = 0; i < 2; i++) {
      const { plugins, hooks } = createRuntime({ plugins: [plugin] }).describe();
      expect(plugins.map(({ name }) => name)).to.include('parameters');
      const tapped = hooks.filter(({ taps }) =>
        taps.some(({ plugin: name }) => name === 'parameters'),
      );
      expect(tapped.map(({ name }) => name)).to.deep.equal(['verify', 'prepare', 'admit']);
    }
  });
});
