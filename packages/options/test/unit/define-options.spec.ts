import { execFileSync } from 'node:child_process';
import { defineOptions } from '@tenon/options';
import { expect } from 'chai';

// #region options
interface SlowNodesOptions {
  readonly limitMs?: number;
  readonly level?: 'info' | 'warn';
}

const checkOptions = defineOptions<SlowNodesOptions>(
  'slowNodes',
  ({ IsIn, IsOptional, IsPositive }) => {
    class Options implements SlowNodesOptions {
      @IsOptional()
      @IsPositive()
      readonly limitMs?: number;

      @IsOptional()
      @IsIn(['info', 'warn'])
      readonly level?: 'info' | 'warn';
    }
    return Options;
  },
);
// #endregion

function refusal(given: unknown): { message: string; hint: string | undefined; code: string } {
  try {
    checkOptions(given as SlowNodesOptions);
  } catch (error) {
    const { message, hint, code } = error as ReturnType<typeof refusal>;
    return { message, hint, code };
  }
  throw new Error('The options were taken.');
}

describe('options of a plugin', () => {
  it('are answered as a frozen copy, or empty where none are given', () => {
    const given = { limitMs: 5 };
    const options = checkOptions(given);
    expect(options).to.deep.equal({ limitMs: 5 });
    expect(options).not.to.equal(given);
    expect(Object.isFrozen(options)).to.equal(true);
    expect(checkOptions(undefined)).to.deep.equal({});
    expect(checkOptions({})).to.deep.equal({});
    expect(Object.isFrozen(given)).to.equal(false);
  });

  it('are refused with every one that is wrong', () => {
    expect(refusal({ limitMs: 0, level: 'wran', levle: 'info' })).to.deep.equal({
      code: 'OPTION_INVALID',
      message:
        'The options of slowNodes() are wrong: "limitMs" is 0 and must be a positive number; ' +
        '"level" is "wran" and must be one of the following values: info, warn; ' +
        'there is no option "levle".',
      hint: 'Did you mean "level"?',
    });
    expect(refusal({ other: 1 }).hint).to.equal('The options: "limitMs" and "level".');
    expect(refusal({ limitMs: 'x' }).hint).to.equal('The options: "limitMs" and "level".');
  });

  it('are refused where they are no options, whatever they are', () => {
    for (const given of [null, 5, 'text', [], new Map(), () => 1]) {
      expect(refusal(given).message).to.include('The options of slowNodes() are wrong: they are');
      expect(refusal(given).hint).to.equal('Give an object: { name: value }.');
    }
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const given: unknown = JSON.parse(`{"${name}":{"polluted":true}}`);
      expect(refusal(given).message).to.include(`there is no option "${name}"`);
    }
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
  });

  it('may hold options of their own', () => {
    const check = defineOptions<{ readonly limits?: object; readonly label?: string }>(
      'nested',
      (is) => {
        class Limits {
          @is.IsPositive()
          readonly ms: number;

          constructor(ms: number) {
            this.ms = ms;
          }
        }
        class Options {
          @is.ValidateNested()
          @is.IsInstance(Limits)
          readonly limits = new Limits(1);

          @is.IsOptional()
          @is.Length(2, 3, { message: 'the label is too long or too short' })
          readonly label?: string;
        }
        return Object.assign(Options, { Limits });
      },
    );
    expect(() => check({ limits: { ms: 1 }, label: 'x' })).to.throw(
      '"limits" is { ms: 1 } and must be an instance of Limits; "label" is "x" and the label is too long or too short.',
    );
  });

  it('name what is wrong inside an option', () => {
    class Limits {
      readonly ms: number;
      constructor(ms: number) {
        this.ms = ms;
      }
    }
    const check = defineOptions<{ readonly limits?: Limits }>('nested', (is) => {
      is.IsPositive()(Limits.prototype, 'ms');
      class Options {
        @is.ValidateNested()
        readonly limits?: Limits;
      }
      return Options;
    });
    expect(() => check({ limits: new Limits(0) })).to.throw(
      '"limits.ms" is 0 and must be a positive number.',
    );
    expect(check({ limits: new Limits(1) }).limits?.ms).to.equal(1);
  });

  it('make their class once, and load class-validator with it', () => {
    const program = `
      import { createRequire } from 'node:module';
      import { defineOptions } from '@tenon/options';
      const { cache } = createRequire(import.meta.url);
      const isLoaded = () => Object.keys(cache).some((file) => file.includes('class-validator'));
      let made = 0;
      const check = defineOptions('x', ({ IsOptional }) => {
        made++;
        class Options {}
        IsOptional()(Options.prototype, 'a');
        return Options;
      });
      const before = [made, isLoaded()];
      check(undefined);
      const without = [made, isLoaded()];
      check({ a: 1 });
      check({ a: 2 });
      console.log(JSON.stringify([before, without, [made, isLoaded()]]));
    `;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: new URL('../../../', import.meta.url),
      encoding: 'utf8',
    });
    expect(JSON.parse(output)).to.deep.equal([
      [0, false],
      [0, false],
      [1, true],
    ]);
  }).timeout(20_000);
});
