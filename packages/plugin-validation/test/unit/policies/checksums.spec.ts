import { expect } from 'chai';
import fc from 'fast-check';
import { BUILT_IN_POLICIES } from '#validation/policies/built-in.js';
import { isCardNumber } from '#validation/policies/personal-data/card-number.js';
import { isLuhnValid, isTradeItemNumber } from '#validation/policies/personal-data/checksums.js';
import { isSocialSecurityNumber } from '#validation/policies/personal-data/social-security-number.js';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const completed = (text: string, isValid: (digits: string) => boolean) =>
  Array.from('0123456789', (digit) => text + digit).filter(isValid);

describe('the check digit of Luhn', () => {
  it('is one of ten, and notices every single wrong digit', () => {
    fc.assert(
      fc.property(digits(15), fc.nat(15), fc.integer({ min: 1, max: 9 }), (text, at, by) => {
        const [valid = '', ...others] = completed(text, isLuhnValid);
        expect(others).to.deep.equal([]);
        const digit = (Number(valid[at]) + by) % 10;
        expect(isLuhnValid(valid.slice(0, at) + String(digit) + valid.slice(at + 1))).to.equal(
          false,
        );
      }),
    );
  });

  it('agrees with known numbers', () => {
    expect(isLuhnValid('79927398713')).to.equal(true);
    expect(isLuhnValid('79927398710')).to.equal(false);
  });
});

describe('the number of a card', () => {
  it('is no ISBN 13, however it ends', () => {
    const isbn = fc.tuple(fc.constantFrom('978', '979'), digits(9)).map((parts) => parts.join(''));
    fc.assert(
      fc.property(isbn, (text) => {
        const [valid = ''] = completed(text, isTradeItemNumber);
        expect(valid).to.have.lengthOf(13);
        const grouped = `${valid.slice(0, 3)}-${valid.slice(3)}`;
        const policy = BUILT_IN_POLICIES.find(({ name }) => name === 'personal-data');
        expect(policy?.find([valid, grouped, Number(valid)])).to.deep.equal([]);
      }),
    );
  });

  it('may be the number of a product, which it then is, up to 14 digits', () => {
    fc.assert(
      fc.property(digits(11), (text) => {
        for (const valid of completed(`4${text}`, isTradeItemNumber)) {
          expect(isCardNumber(valid)).to.equal(false);
        }
      }),
    );
  });

  it('is at the edges of the ranges of its issuer, and not beyond them', () => {
    const startsCard = (first: string, length: number) =>
      completed(first.padEnd(length - 1, '0'), isCardNumber).length === 1;
    for (const first of ['2221', '2720', '51', '55', '34', '37', '3528', '3589', '644', '649']) {
      expect(startsCard(first, first.startsWith('34') || first === '37' ? 15 : 16), first).to.equal(
        true,
      );
    }
    for (const first of ['2219', '2721', '50', '56', '3527', '3590', '643', '1', '7', '9']) {
      expect(startsCard(first, 16), first).to.equal(false);
    }
  });
});

describe('a social security number', () => {
  it('has an area, a group and a serial that are given', () => {
    fc.assert(
      fc.property(digits(9), (text) => {
        const [area, group, serial] = [text.slice(0, 3), text.slice(3, 5), text.slice(5)];
        const isGiven =
          area !== '000' && area !== '666' && area < '900' && group !== '00' && serial !== '0000';
        expect(isSocialSecurityNumber(text)).to.equal(
          isGiven && !['078051120', '219099999'].includes(text),
        );
      }),
    );
  });
});
