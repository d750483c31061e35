import { expect } from 'chai';
import { kind, workflow } from '#core/workflow/builder.js';
import { only, verified } from '../support.js';

function configured(type: string, config: unknown) {
  const flow = workflow('config');
  flow.add('a', kind(type), config as Record<string, unknown>);
  return flow.build();
}

describe('configuration', () => {
  it('gives values to inputs and settings', () => {
    expect(verified(configured('step', { value: 1, size: null }))).to.deep.equal([]);
  });

  it('of another name is refused with near names, whatever the value', () => {
    const issue = only(verified(configured('step', { siez: 1 })));
    expect(issue).to.include({ code: 'UNKNOWN_PORT', hint: 'Did you mean "size"?' });
    expect(issue.where).to.deep.equal({ workflow: 'config', node: 'a', port: 'siez' });
    expect(only(verified(configured('step', { other: undefined }))).hint).to.equal(
      'Its inputs and settings: "value" and "size".',
    );
  });

  it('takes names that mean something to JavaScript for names', () => {
    const config = JSON.parse(
      '{ "__proto__": 1, "constructor": 2, "hasOwnProperty": 3 }',
    ) as unknown;
    expect(verified(configured('step', config)).map(({ where }) => where.port)).to.deep.equal([
      '__proto__',
      'constructor',
      'hasOwnProperty',
    ]);
  });

  it('gives each required setting a value', () => {
    expect(verified(configured('strict', { path: 'a.csv' }))).to.deep.equal([]);
    expect(verified(configured('strict', { path: null }))).to.deep.equal([]);
    for (const config of [{}, { path: undefined }]) {
      const issue = only(verified(configured('strict', config)));
      expect(issue.code).to.equal('CONFIG_INVALID');
      expect(issue.where).to.include({ node: 'a', port: 'path' });
    }
  });

  it('gives an input that takes many a list', () => {
    expect(verified(configured('join', { values: [1] }))).to.deep.equal([]);
    for (const values of [1, null, 'text', { length: 0 }]) {
      expect(only(verified(configured('join', { values }))).code).to.equal('CONFIG_INVALID');
    }
  });

  it('is not judged where a template stands for the value', () => {
    expect(verified(configured('join', { values: '${list}' }))).to.deep.equal([]);
    expect(only(verified(configured('join', { values: '$${list}' }))).code).to.equal(
      'CONFIG_INVALID',
    );
  });

  it('is a plain object', () => {
    for (const config of [null, 7, 'text', [], new Date(0)]) {
      expect(only(verified(configured('step', config))).code).to.equal('CONFIG_INVALID');
    }
  });
});
