import { expect } from 'chai';
import { CORE_CODES } from '#core/errors/codes.js';
import { defineCodes } from '#core/errors/define-codes.js';
import { errorPage } from '#core/errors/error-page.js';
import { thrown } from './thrown.js';

describe('errorPage', () => {
  it('gives every code of every package a heading, in alphabetical order', () => {
    const plugin = defineCodes('tenon-plugin-cache', {
      STALE: { category: 'constraint', meaning: 'Too old.', remedy: 'Renew it.' },
      COLD: { category: 'missing', meaning: 'Not there.', remedy: 'Warm it.' },
    });
    const page = errorPage([CORE_CODES, plugin]);
    for (const code of Object.keys(CORE_CODES)) expect(page).to.include(`\n### ${code}\n`);
    expect(page).to.match(
      /## tenon-plugin-cache\n\n### COLD\n\n_missing\._ Not there\.\n\nWarm it\.\n\n### STALE\n/,
    );
    expect(page.endsWith('\n')).to.equal(true);
  });

  it('renders the same page each time', () => {
    expect(errorPage([CORE_CODES])).to.equal(errorPage([CORE_CODES]));
  });

  it('refuses a code that two packages claim', () => {
    const entry = { category: 'run', meaning: 'X.', remedy: 'Y.' } as const;
    const tables = [defineCodes('one', { SAME: entry }), defineCodes('two', { SAME: entry })];
    const error = thrown(() => errorPage(tables));
    expect(error.code).to.equal('PLUGIN_INVALID');
    expect(error.message).to.include('"SAME"').and.include('"one"').and.include('"two"');
  });
});
