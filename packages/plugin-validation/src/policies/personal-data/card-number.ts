import { isDigit, isWordCharacter } from '../characters.js';
import { isLuhnValid, isTradeItemNumber } from './checksums.js';
import { isIssued } from './issuers.js';

const SHORTEST = 13;

// All of fixed or bounded length, so that each place of a text costs no more than that.
/** Digits without anything between. */
const SOLID = /(?<!\d)\d{13,19}(?!\d)/g;
/** Groups as they stand on cards: four times four, and three more on the longest; four, six, and five or four. */
const GROUPED =
  /(?<!\d)\d{4}([ \u00a0\u202f.\u2010\u2011\u2013_/\t-] ?)(?:\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{6}\1\d{4,5})(?!\d)/g;

/** An international bank account number (ISO 13616) up to here: its country, check digits and groups of four. */
const IN_BANK_ACCOUNT = /(?:^|[^A-Za-z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){0,7}[ -]?$/;
const BEFORE = 45;

/** Whether a text holds the number of a payment card. */
export function holdsCardNumber(text: string): boolean {
  if (text.length < SHORTEST) return false;
  for (const pattern of [SOLID, GROUPED]) {
    for (const match of text.matchAll(pattern)) {
      const [found, separator] = match;
      const digits = found.replace(/\D/g, '');
      if (isCardNumber(digits) && standsAlone(text, match.index, found.length, separator))
        return true;
    }
  }
  return false;
}

/**
 * Whether digits are the number of a payment card: issued in a known range and length, with a valid check digit. Numbers
 * of 13 and 14 digits that are valid as trade items as well are taken for those: there are more products than such cards.
 */
export function isCardNumber(digits: string): boolean {
  if (!isIssued(digits) || !isLuhnValid(digits)) return false;
  return digits.length > 14 || !isTradeItemNumber(digits);
}

/** Whether digits are no part of something longer: a word, a decimal, a telephone number, an account, more groups. */
function standsAlone(text: string, from: number, length: number, separator = ''): boolean {
  const before = text.slice(Math.max(0, from - BEFORE), from);
  const behind = text.slice(from + length, from + length + 9);
  const [last = '', next = ''] = [before.at(-1), behind.at(0)];
  if (isWordCharacter(last.charCodeAt(0)) || isWordCharacter(next.charCodeAt(0))) return false;
  if (last === '+') return false;
  if (last === '.' && isDigit(before.charCodeAt(before.length - 2))) return false;
  if (next === '.' && isDigit(behind.charCodeAt(1))) return false;
  return !IN_BANK_ACCOUNT.test(before) && !isInList(before, behind, separator);
}

/** Four more digits, or a hexadecimal number. */
const GROUP_BEHIND = /^(?:\d{4}|(?=\d{0,5}[A-Fa-f])(?=[A-Fa-f]{0,5}\d)[\dA-Fa-f]{4,6})(?!\w)/;
const GROUP_BEFORE = /(?<!\w)(?=[A-Fa-f]{0,5}\d)[\dA-Fa-f]{4,6}$/;

/** Among more groups of four, four in a row mean nothing, nor do they behind a point. */
function isInList(before: string, behind: string, separator: string): boolean {
  if (separator === '') return false;
  const length = separator.length;
  const isBehindGroup = separator === '.' || GROUP_BEFORE.test(before.slice(-7 - length, -length));
  return (
    (before.endsWith(separator) && isBehindGroup) ||
    (behind.startsWith(separator) && GROUP_BEHIND.test(behind.slice(length)))
  );
}
