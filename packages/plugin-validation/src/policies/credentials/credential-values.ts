import { hasCharacter, isAlphanumeric, isBlank, isDigit, isLetter } from '../characters.js';
import { wordsOf } from '../words.js';
import type { CredentialKind } from './credential-names.js';

/** People choose shorter passwords, but words and numbers of a text are then as likely. */
const SHORTEST_CHOSEN = 6;
const SHORTEST_GENERATED = 12;
/** A part of this length that mixes letters and digits was made by no person: `8f2a91c0`, but not `step-2`. */
const SHORTEST_MIXED = 8;
/** BIP 39 knows phrases of 12 to 24 words. */
const SHORTEST_PHRASE = 12;
/** What is looked at of a value to tell what it is; credentials are shorter, or they begin like one. */
const LONGEST_LOOKED_AT = 4096;

/** Whether a text can be the credential that a name of this kind promises. */
export function isCredential(text: string, kind: CredentialKind): boolean {
  const value = text.slice(0, LONGEST_LOOKED_AT).trim();
  if (isPlaceholder(value) || isReference(value)) return false;
  const hasBlanks = hasCharacter(value, isBlank);
  switch (kind) {
    case 'chosen':
      return !hasBlanks || !isAboutCredentials(value);
    case 'secret':
      return !hasBlanks;
    case 'shortcut':
      return !hasBlanks && value.length > 1;
    case 'phrase':
      return value.split(/\s+/).length >= SHORTEST_PHRASE;
    case 'perhaps-chosen':
      return isChosen(value);
    case 'perhaps-generated':
      return isGenerated(value.replace(/^[A-Za-z]+ /, '')); // the scheme of a header
  }
}

/** Whether a text looks like a password that a person chose: letters with a digit, and no blanks. */
export function isChosen(text: string): boolean {
  return (
    text.length >= SHORTEST_CHOSEN &&
    hasCharacter(text, isLetter) &&
    hasCharacter(text, isDigit) &&
    !hasCharacter(text, isBlank)
  );
}

/** Whether a text looks like one that a machine made: long, without blanks, letters and digits mixed. */
export function isGenerated(text: string): boolean {
  if (text.length < SHORTEST_GENERATED || hasCharacter(text, isBlank)) return false;
  return text.split(/[^A-Za-z0-9]+/).some(
    (part) =>
      part.length >= SHORTEST_MIXED &&
      hasCharacter(part, isLetter) &&
      hasCharacter(part, isDigit) &&
      !/^\d+[A-Za-z]?\d+$/.test(part), // a time stamp: 20240115T103000
  );
}

/**
 * Whether a text stands where a credential will be, or says something about one: empty, masked (`••••`, `xxxx`,
 * `sk-…4f2a`), a template (`${KEY}`, `<token>`), a word for a state or a type (`required`, `string`), an instruction
 * (`your-api-key`, `change-me`) or a label (`Password`).
 */
export function isPlaceholder(text: string): boolean {
  if (!hasCharacter(text, (code) => isAlphanumeric(code) || code > 127)) return true;
  if (/^[xX0*•●·#._-]{3,}$|\*{3}|[•●·]{2}|…|\.{3}/.test(text)) return true;
  if (text.includes('${') || text.includes('{{')) return true;
  if (/^(?:<[^>]*>|\[[^\]]*\]|\{[^}]*\}|%\w+%|\$\w+|\$\([^)]*\)|__\w+__|@\w+@|#\{.*\})$/.test(text))
    return true;
  if (LABELS.has(text)) return true;
  const words = wordsOf(text);
  if (STATES.has(words.join(' '))) return true;
  const [first = ''] = words;
  if (words.length > 1 && words.at(-1) === 'here') return true;
  return INSTRUCTIONS.has(first) && !isAlphanumericOnly(text.slice(first.length));
}

/** What follows the first word of an instruction is set apart from it; in a random text it is not. */
function isAlphanumericOnly(rest: string): boolean {
  return /^[A-Za-z\d]*\d[A-Za-z\d]*$/.test(rest);
}

/**
 * Whether a text says where a credential is to be found: the name of an environment variable, a reference into a store, a
 * path to a file, or an address. Addresses with a password in them are found as such.
 */
export function isReference(text: string): boolean {
  return (
    /^[A-Z]+(?:_[A-Z]+)+$/.test(text) ||
    /^(?:arn|env|file|kms|op|ref\+\w+|sops|ssm|vault|akv|gcpkms|keychain):|^alias\//.test(text) ||
    /^(?:ENC\[|@Microsoft\.KeyVault\(|projects\/[^/]{1,64}\/secrets\/)/.test(text) ||
    /^(?:process\.env|os\.environ|import\.meta|secrets|env|vars|config|settings)[.[]/.test(text) ||
    /^[a-z][a-z\d+.-]*:\/\//i.test(text) ||
    (/^(?:~|\.{0,2})\/[\w.{}:-]*(?:\/[\w.{}:-]*)*$/.test(text) && !isGenerated(text)) ||
    /^(?:~|\.{0,2}|[A-Za-z]:)[/\\][\w .\\/-]*\.[a-z]{2,5}$/.test(text)
  );
}

/** Whether a text with blanks is a sentence about credentials and no pass phrase: it names one, or says what must be. */
function isAboutCredentials(text: string): boolean {
  return wordsOf(text.slice(0, 128)).some((word) => SPEAKING.has(word));
}

const LABELS: ReadonlySet<string> = new Set([
  'Password',
  'Passphrase',
  'Passcode',
  'Passwort',
  'Kennwort',
  'Mot de passe',
  'Contraseña',
  'Senha',
  'Wachtwoord',
  'Secret',
  'Token',
]);

const STATES = list(`
  none | null | nil | undefined | n a | na | tbd | todo | fixme | redacted | masked | hidden | removed | omitted | filtered
  | empty | blank | missing | invalid | expired | valid | revoked | required | optional | unset | set | unknown | present
  | absent | enabled | disabled | true | false | yes | no | on | off | ok | weak | medium | strong | default | auto
  | string | str | text | char | varchar | bytes | number | boolean | any | object | include | same origin | omit
  | inherit | encrypted | hashed | plain | plaintext | bearer | basic | digest | oauth | oauth 2 | sha 1 | sha 256 | sha 512
  | md 5 | bcrypt | scrypt | argon 2 | argon 2 id | pbkdf 2 | base 64 | utf 8 | hs 256 | rs 256 | es 256 | ed 25519
  | rsa | dsa | ecdsa | pem | der | jwk | aes 128 | aes 256 | ssh rsa | placeholder | object object`);

const INSTRUCTIONS = list(`
  your | insert | enter | replace | add | put | paste | change | changeme | example | sample | dummy | fake | placeholder
  | todo | tbd | redacted | masked`);

const SPEAKING = list(`
  password | passwords | passphrase | passcode | pin | token | secret | secrets | credential | credentials | must | should
  | cannot | required | requires | invalid | incorrect | wrong | expired | please | least | too | is | are | was | were
  | has | have | your | not | does | will | may | can | see | ask | stored | kept | saved | managed | provided | sent | via
  | default | unknown`);

function list(text: string): ReadonlySet<string> {
  return new Set(text.split('|').map((entry) => entry.trim()));
}
