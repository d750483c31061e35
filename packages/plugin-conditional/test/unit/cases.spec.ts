import { RuntimeError } from '@tenon/core';
import { branch, merge, partition, switchOn } from '@tenon/plugin-conditional';
import { expect } from 'chai';
import { type CasesPlace, readCases } from '#conditional/nodes/cases.js';

const PLACE: CasesPlace = { code: 'CONFIG_INVALID', owner: 'This' };

function names(stated: unknown, otherwise?: unknown): string[] {
  return readCases(stated, otherwise, PLACE).map(({ name }) => name);
}

describe('the cases of a switch', () => {
  it('are an object of conditions by name, or a list, in the order written', () => {
    expect(names({ b: 'x', a: 'y' })).to.deep.equal(['b', 'a']);
    expect(
      names([
        { name: '2', when: 'x' },
        { name: '1', when: 'y' },
      ]),
    ).to.deep.equal(['2', '1']);
    expect(names({ '1': 'value == 1' }, 'else')).to.deep.equal(['1']);
    expect(names({ '01': 'x', '-1': 'y', '1.5': 'z' })).to.deep.equal(['01', '-1', '1.5']);
  });

  it('may have any name', () => {
    const stated = JSON.parse('{"__proto__": "x", "constructor": "y", "toString": "z"}') as object;
    expect(names(stated, 'hasOwnProperty')).to.deep.equal(['__proto__', 'constructor', 'toString']);
    expect(Object.keys(switchOn(stated as Record<string, string>).outputs)).to.deep.equal([]);
    expect([...switchOn(stated as Record<string, string>).outputs.keys()]).to.deep.equal([
      '__proto__',
      'constructor',
      'toString',
      'matched',
    ]);
  });

  it('are their own: what an author changes later changes nothing', () => {
    const when = { operator: '==' as const, value: [1] };
    const [read] = readCases({ a: when }, undefined, PLACE);
    when.value.push(2);
    expect(read?.when).to.deep.equal({ operator: '==', value: [1] });
    expect(read?.when).to.be.frozen;
  });

  it('are refused where they contradict one another, or an object would not keep their order', () => {
    const cases: readonly [unknown, unknown, string, hint?: string][] = [
      [{}, undefined, 'This has no cases.', 'Give it at least one'],
      [undefined, undefined, 'This has undefined for cases.'],
      ['value', undefined, 'This has "value" for cases.', 'Give { name: condition }, or a list'],
      [{ a: undefined }, undefined, 'This has a case { name: "a", when: undefined }.'],
      [[{ when: 'x' }], undefined, 'This has a case { when: "x" }.'],
      [['x'], undefined, 'This has a case "x".', 'A case is { name, when }.'],
      [
        [{ name: '', when: 'x' }],
        undefined,
        'This names a port "".',
        'Use a text that is not empty',
      ],
      [[{ name: 7, when: 'x' }], undefined, 'This names a port 7.'],
      [{ a: 'x' }, '', 'This names a port "".'],
      [{ a: 'x' }, 'a', 'This names "a" twice.', 'rename one'],
      [
        [
          { name: 'a', when: 'x' },
          { name: 'a', when: 'y' },
        ],
        undefined,
        'This names "a" twice.',
      ],
      [{ matched: 'x' }, undefined, 'This names a port "matched", which it has anyway.'],
      [{ a: 'x' }, 'matched', 'This names a port "matched"'],
      [{ b: 'x', 1: 'y' }, undefined, 'This has a case "1" in an object', "[{ name: '1', when"],
    ];
    for (const [stated, otherwise, text, hint = ''] of cases) {
      const refusal = expect(() => names(stated, otherwise)).to.throw(RuntimeError, text);
      refusal.with.property('code', 'CONFIG_INVALID');
      refusal.with.property('hint').that.includes(hint);
    }
  });

  it('are refused in code where they are written', () => {
    expect(() => switchOn({}))
      .to.throw('switchOn has no cases.')
      .with.property('code', 'WORKFLOW_INVALID');
    expect(() => partition({ matched: 'value' })).to.throw('partition names a port "matched"');
  });
});

describe('the options of a node in code', () => {
  it('are refused where they are wrong or misspelt, also without a compiler', () => {
    const wrong: readonly [() => unknown, message: string, hint: string][] = [
      [
        () => switchOn({ a: 'x' }, { onNoMatch: 'ignore' as never }),
        'switchOn has "ignore" for "onNoMatch".',
        'It is "error" or "skip".',
      ],
      [
        () => partition({ a: 'x' }, { multiple: 'no' as never }),
        'partition has "no" for "multiple".',
        'It is true or false.',
      ],
      [
        () => switchOn({ a: 'x' }, { otherwise: 7 as never }),
        'switchOn has 7 for "otherwise".',
        'It is the name of a port.',
      ],
      [
        () => switchOn({ a: 'x' }, { otherwize: 'b' } as object),
        'switchOn has no option "otherwize".',
        'Did you mean "otherwise"?',
      ],
      [
        () => partition({ a: 'x' }, { input: {} } as object),
        'partition has no option "input".',
        'Did you mean "inputs"?',
      ],
      [
        () => branch('x', { otherwise: 'b' } as object),
        'branch has no option "otherwise".',
        'It has: inputs.',
      ],
      [
        () => merge({ strat: 'zip' } as object),
        'merge has no option "strat".',
        'It has: strategy, inputs.',
      ],
    ];
    for (const [make, message, hint] of wrong) {
      expect(make)
        .to.throw(RuntimeError, message)
        .that.includes({
          code: message.includes('no option') ? 'OPTION_INVALID' : 'WORKFLOW_INVALID',
          hint,
        });
    }
  });
});
