const ZERO = 48;

/**
 * Whether digits end in the check digit of Luhn (H. P. Luhn, US patent 2,950,048; ISO/IEC 7812-1 annex B): every second
 * digit from the right but the last counts twice, by the sum of its digits, and all add up to a multiple of ten.
 */
export function isLuhnValid(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, isDoubled = false; i >= 0; i--, isDoubled = !isDoubled) {
    const digit = digits.charCodeAt(i) - ZERO;
    const doubled = digit > 4 ? 2 * digit - 9 : 2 * digit;
    sum += isDoubled ? doubled : digit;
  }
  return sum % 10 === 0;
}

/**
 * Whether digits end in the check digit of trade items (GS1 general specifications, section 7.9), as the numbers under
 * barcodes do, and ISBN 13: every second digit from the right but the last counts three times.
 */
export function isTradeItemNumber(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, weight = 1; i >= 0; i--, weight = 4 - weight) {
    sum += weight * (digits.charCodeAt(i) - ZERO);
  }
  return sum % 10 === 0;
}
