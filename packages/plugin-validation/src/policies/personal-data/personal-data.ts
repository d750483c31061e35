import { type Detection, definePolicy } from '../define-policy.js';
import { type Detector, recognise } from '../detector.js';
import { holdsCardNumber, isCardNumber } from './card-number.js';
import { holdsEmailAddress } from './email-address.js';
import {
  holdsSocialSecurityNumber,
  isSocialSecurityNumber,
  namesSocialSecurityNumber,
} from './social-security-number.js';

const HINT = 'Leave it out, or send what stands for it: an id, or the last digits.';

/** Longer integers are no card numbers, and take long to write in digits. */
const GREATEST = 10n ** 19n;

const CARD_NUMBER: Detection = {
  detector: 'card-number',
  holds: 'the number of a payment card',
  hint: HINT,
};

const SOCIAL_SECURITY_NUMBER: Detection = {
  detector: 'social-security-number',
  holds: 'a social security number',
  hint: HINT,
};

/** What recognises personal data in texts, each with the source of its shape. */
export const PERSONAL_DATA_DETECTORS: readonly Detector[] = [
  {
    ...CARD_NUMBER,
    source: 'ISO/IEC 7812-1: length, issuer and check digit',
    isIn: holdsCardNumber,
  },
  {
    detector: 'email-address',
    holds: 'an e-mail address',
    source: 'RFC 5321 section 4.1.2 and RFC 6531 section 3.3',
    isIn: holdsEmailAddress,
  },
  {
    ...SOCIAL_SECURITY_NUMBER,
    source: 'Social Security Administration, POMS RM 10201: area, group and serial',
    isIn: holdsSocialSecurityNumber,
  },
];

/**
 * Personal data that shows by its shape: numbers of payment cards, e-mail addresses, and numbers of the social security of
 * the United States. Names, postal addresses, telephone numbers and dates of birth have no shape of their own.
 */
export const PERSONAL_DATA = definePolicy('personal-data', {
  key: (name, value) => {
    const digits = digitsOf(value);
    if (digits === undefined || !isSocialSecurityNumber(digits)) return undefined;
    // The text rule sees those with hyphens, whatever their name.
    const isSeen = typeof value === 'string' && holdsSocialSecurityNumber(value);
    return !isSeen && namesSocialSecurityNumber(name) ? SOCIAL_SECURITY_NUMBER : undefined;
  },
  number: (number): Detection | undefined => {
    const isTooLarge =
      typeof number === 'bigint' ? number >= GREATEST : !Number.isSafeInteger(number);
    return !isTooLarge && number > 0 && isCardNumber(String(number)) ? CARD_NUMBER : undefined;
  },
  text: (text) => recognise(PERSONAL_DATA_DETECTORS, text, HINT),
});

function digitsOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  return typeof value === 'string' && value.length <= 16 ? value.replace(/[ -]/g, '') : undefined;
}
