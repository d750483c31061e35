import { expect } from 'chai';
import { CORE_CODES } from '#core/errors/codes.js';
import { Warnings } from '#core/run/result/warnings.js';

const message = 'It took long.';

describe('warnings', () => {
  it('are frozen, and a list of them does not grow with those that come later', () => {
    const warnings = new Warnings();
    warnings.push({ code: 'OWN', message, node: 'a' });
    const before = warnings.snapshot();
    warnings.push({ code: 'OWN', message });
    expect(before).to.deep.equal([{ code: 'OWN', message, node: 'a' }]);
    expect(before).to.be.frozen;
    expect(before[0]).to.be.frozen;
  });

  it('say what would fix them: what they were given, or what the code of the core documents', () => {
    const warnings = new Warnings();
    warnings.push({ code: 'THREAD_BLOCKED', message });
    warnings.push({ code: 'THREAD_BLOCKED', message, hint: 'Buy a faster machine.' });
    expect(warnings.snapshot().map(({ hint }) => hint)).to.deep.equal([
      CORE_CODES.THREAD_BLOCKED.remedy,
      'Buy a faster machine.',
    ]);
  });

  it('of a code that is none of the core are left as they are', () => {
    const warnings = new Warnings();
    for (const code of ['OWN', 'constructor', '__proto__']) warnings.push({ code, message });
    for (const warning of warnings.snapshot()) expect(warning).not.to.have.property('hint');
  });

  it('that are dropped leave one that says how many, and where to look', () => {
    const warnings = new Warnings();
    for (let i = 0; i < 1005; i++) warnings.push({ code: 'OWN', message });
    const all = warnings.snapshot();
    expect(all).to.have.length(1001);
    expect(all.at(-1)).to.deep.equal({
      code: 'WARNINGS_DROPPED',
      message: '5 more warnings came after these.',
      hint: CORE_CODES.WARNINGS_DROPPED.remedy,
    });
  });
});
