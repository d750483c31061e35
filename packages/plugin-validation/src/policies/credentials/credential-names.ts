import { splitJoined, wordsOf } from '../words.js';

/**
 * What a member of a name holds, and so what its value must look like to be a credential:
 *
 * - `chosen`: what people choose, and may write with blanks between words;
 * - `secret`: any text without blanks;
 * - `shortcut`: the same, of more than one character: HTML calls shortcuts `accesskey`;
 * - `phrase`: a list of words that stands for a key;
 * - `perhaps-chosen`, `perhaps-generated`: names that mean other things as well, so that the value must look the part.
 */
export type CredentialKind =
  | 'chosen'
  | 'secret'
  | 'shortcut'
  | 'phrase'
  | 'perhaps-chosen'
  | 'perhaps-generated';

/** A part of each name that is one, so that most names are told at a glance. */
const MAY_NAME = /pass|pwd|secret|token|key|credential|authorization|bearer|jwt|phrase|mnemonic/i;

const PASSWORDS = words('password passwd pwd passphrase passcode');

/** Words that say whose or what for; with one before it, a token is a credential and no part of a text. */
const OF_TOKENS = words(`
  access api auth authentication authorization bearer bot deploy github gitlab id identity impersonation jwt
  login npm oauth pat personal private refresh registry reset robot runner secret security service session slack sso user
  vault admin app`);
/** Tokens of languages, of lists that come in pages, and of designs. */
const OTHER_TOKENS = words(`
  next page previous prev continuation pagination cursor sync scroll resume start end stop begin bos eos pad padding unk
  unknown mask sep separator cls special lexer lexical syntax parse parser word text input output prompt completion string
  comma idempotency client cancel cancellation abort design color colour theme css html first last current peek`);

const OF_KEYS = words(`
  access api secret private encryption encrypt decryption signing signature master auth authentication ssh gpg pgp rsa
  dsa ecdsa aes hmac shared deploy root crypto cipher wallet jwt`);
/** With these, a key is as often an identifier as a credential. */
const PERHAPS_OF_KEYS = words(`
  app application account admin client consumer cookie host license licence server service session storage subscription
  user vault webhook aws azure gcp github gitlab google mailgun openai anthropic sendgrid stripe twilio`);
const PUBLIC = words('public publishable');

/** With one of these before it, `pass` is short for a password. */
const OF_PASSES = words(
  'admin database db ftp imap ldap login mail mongo mysql pg postgres proxy redis root smtp user',
);

/** What may follow without making the name one of something else. */
const TRAILING = words(`
  value base plain plaintext clear cleartext raw string base64 b64 pem hex encoded confirm confirmation repeat again retype old
  new current previous prod production dev development staging live sandbox primary secondary backup`);
/** What may stand between: an environment, not a purpose. */
const BETWEEN = words(
  'prod production dev development staging live test sandbox primary secondary',
);

/** A name that begins with one of these is a question, a request or a label about a credential. */
const ABOUT = words(`
  forgot forgotten reset change show hide has is needs need requires require remember verify validate check enter type
  toggle no without allow enable disable use with`);

const KNOWN: ReadonlySet<string> = new Set([
  ...PASSWORDS,
  ...OF_TOKENS,
  ...OF_KEYS,
  ...OF_PASSES,
  ...words('pass token key secret credentials client app account consumer storage webhook my'),
]);

/**
 * What kind of credential a member of this name holds; `undefined` where it holds none.
 *
 * The last word of a name says what it is, and those before it say which: `passwordPolicy` is a policy, `token_count` a
 * count, `secretary` one word. English names alone are known.
 */
export function credentialKindOf(name: string): CredentialKind | undefined {
  if (!MAY_NAME.test(name)) return undefined;
  const all = wordsOf(name).flatMap((word) => splitJoined(word, KNOWN));
  const isAbout = all.length > 1 && ABOUT.has(all[0] ?? '');
  const parts = all.filter((word) => !/^\p{Nd}/u.test(word));
  while (parts.length > 1 && TRAILING.has(parts.at(-1) ?? '')) parts.pop();
  const kind = kindOf(parts);
  if (!isAbout) return kind;
  if (kind === 'chosen') return 'perhaps-chosen';
  return kind === 'secret' ? 'perhaps-generated' : kind;
}

function kindOf(parts: string[]): CredentialKind | undefined {
  const last = parts.pop() ?? '';
  const isPlural = last.endsWith('s') && !last.endsWith('ss');
  const head = isPlural ? last.slice(0, -1) : last;
  while (BETWEEN.has(parts.at(-1) ?? '')) parts.pop();
  const before = parts.at(-1) ?? '';
  if (PASSWORDS.has(head)) return 'chosen';
  switch (head) {
    case 'word':
    case 'phrase':
    case 'code':
      if (before === 'pass') return 'chosen';
      return head === 'phrase' && /^(?:seed|recovery|mnemonic)$/.test(before)
        ? 'phrase'
        : undefined;
    case 'mnemonic':
      return 'phrase';
    case 'pass':
      return OF_PASSES.has(before) ? 'chosen' : alone(parts, 'perhaps-chosen');
    case 'secret':
      return isPlural ? 'perhaps-generated' : 'secret';
    case 'token':
      return tokenKind(parts, isPlural);
    case 'key':
      return keyKind(parts);
    case 'credential':
      return 'perhaps-generated';
    case 'authorization':
    case 'bearer':
    case 'jwt':
      return alone(parts, 'perhaps-generated');
    default:
      return undefined;
  }
}

function tokenKind(before: readonly string[], isPlural: boolean): CredentialKind | undefined {
  if (before.some((word) => OTHER_TOKENS.has(word) || PUBLIC.has(word))) return undefined;
  if (OF_TOKENS.has(before.at(-1) ?? '')) return 'secret';
  return isPlural ? undefined : 'perhaps-generated';
}

function keyKind(before: readonly string[]): CredentialKind | undefined {
  if (before.some((word) => PUBLIC.has(word))) return undefined;
  const purpose = before.at(-1) ?? '';
  if (purpose === 'access' && before.length === 1) return 'shortcut';
  if (OF_KEYS.has(purpose)) return 'secret';
  return PERHAPS_OF_KEYS.has(purpose) ? 'perhaps-generated' : undefined;
}

function alone(before: readonly string[], kind: CredentialKind): CredentialKind | undefined {
  return before.length === 0 ? kind : undefined;
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
