/** A value, and whether a policy should find something in it. */
interface Sample {
  /** What the value is, and why the answer is the right one. */
  readonly why: string;
  readonly value: unknown;
}

/** The samples of one policy, written from what it promises and not from how it looks. */
export interface Samples {
  readonly policy: string;
  readonly found: readonly Sample[];
  readonly left: readonly Sample[];
}

/** Random-looking text of a fixed length, so that no sample is anything that was ever issued. */
const filler = (length: number, alphabet = 'q7Rk2VxZ9mTb4LwYcN8dHs3JfGp6') =>
  Array.from({ length }, (_, i) => alphabet.charAt((i * 11 + 5) % alphabet.length)).join('');
const upper = (length: number) => filler(length, 'Q7RK2VXZ5MTB4LWYCN3DHSJFGP6');
const hex = (length: number) => filler(length, '0a9f3c7e1b5d8246');
/** Parts that only together are what a scanner of repositories looks for. */
const joined = (...parts: readonly string[]) => parts.join('');

const jwt = joined('eyJhbGciOiJIUzI1NiJ9', '.', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', '.', filler(43));
const privateKey = (kind: string) =>
  joined(
    '-----BEGIN ',
    kind,
    'PRIVATE KEY-----\n',
    filler(64),
    '\n-----END ',
    kind,
    'PRIVATE KEY-----',
  );

export const CREDENTIAL_SAMPLES: Samples = {
  policy: 'credentials',
  found: [
    { why: 'a password under its name', value: { password: 'hunter2-and-more' } },
    {
      why: 'a short name for it, three levels down',
      value: { db: [{ auth: { passwd: 'Xk29!aaQ' } }] },
    },
    { why: 'an API key in camel case', value: { apiKey: hex(32) } },
    { why: 'an API key as headers spell it', value: { headers: { 'X-Api-Key': filler(24) } } },
    { why: 'an OAuth client secret', value: { client_secret: filler(30) } },
    { why: 'a refresh token', value: { session: { refreshToken: filler(40) } } },
    { why: 'a token with an opaque value', value: { token: hex(32) } },
    { why: 'a bearer header', value: { Authorization: `Bearer ${filler(40)}` } },
    {
      why: 'a basic header: base64 of name and password',
      value: { authorization: 'Basic YWRhOmMwcnJlY3QtaG9yc2U=' },
    },
    {
      why: 'the identifier of an AWS key inside a sentence',
      value: `we used ${joined('AK', 'IA')}${upper(16)} for that`,
    },
    {
      why: 'an AWS secret in a file of variables',
      value: `REGION=eu-west-1\nAWS_SECRET_ACCESS_KEY=${filler(40)}\n`,
    },
    {
      why: 'a GitHub token in a list of arguments',
      value: ['--token', joined('gh', 'p_', filler(36))],
    },
    { why: 'a GitLab token', value: { note: joined('gl', 'pat-', filler(20)) } },
    {
      why: 'a Slack token',
      value: joined('xo', 'xb-', '123456789012-', '1234567890123-', filler(24)),
    },
    { why: 'a live Stripe key', value: { note: joined('sk', '_live_', filler(24)) } },
    {
      why: 'a Google API key as a parameter of an address',
      value: `https://maps.example/js?key=${joined('AI', 'za', filler(35))}`,
    },
    { why: 'a private key in PEM, whatever its name', value: { attachment: privateKey('RSA ') } },
    { why: 'a private key in the newer frame', value: privateKey('') },
    { why: 'a JSON web token without any name', value: ['ok', jwt] },
    {
      why: 'a password inside an address',
      value: { url: 'postgres://app:s3cr3tPw9@db.corp:5432/shop' },
    },
    {
      why: 'an access token in a query',
      value: `https://api.example/v1/me?access_token=${filler(32)}&x=1`,
    },
    { why: 'an assignment in text', value: 'host=db user=app password=s3cr3tPw9 sslmode=require' },
    {
      why: 'a connection string of SQL Server',
      value: 'Server=db;Database=shop;User Id=app;Password=s3cr3tPw9;',
    },
    { why: 'JSON inside a text', value: '{"user":"ada","password":"s3cr3tPw9"}' },
    { why: 'a value in a Map', value: new Map([['clientSecret', filler(30)]]) },
    {
      why: 'a credential that is itself the name of a property',
      value: { [joined('gh', 'p_', filler(36))]: 1 },
    },
  ],
  left: [
    {
      why: 'a number of tokens is no token',
      value: { token_count: 1234, max_tokens: 4096, usage: { totalTokens: 5 } },
    },
    {
      why: 'words of a text are called tokens too',
      value: { tokens: ['please', 'select', 'a', 'colour'] },
    },
    { why: 'a token of a language', value: { token: 'the', pos: 'DET' } },
    { why: 'the kind of a token', value: { token_type: 'bearer', expires_in: 3600 } },
    { why: 'when a token expires', value: { tokenExpiresAt: '2026-01-01T00:00:00Z' } },
    {
      why: 'nothing under the name of a password',
      value: [{ password: '' }, { password: null }, { password: undefined }],
    },
    { why: 'facts about a password', value: { hasPassword: true, passwordResetRequired: false } },
    { why: 'rules for passwords', value: { password_policy: { minLength: 12, symbols: true } } },
    {
      why: 'a password that is already masked',
      value: [{ password: '********' }, { password: '[REDACTED]' }],
    },
    { why: 'a place to be filled in', value: { apiKey: '${API_KEY}', password: '{{secrets.db}}' } },
    { why: 'the label of a field', value: { labels: { user: 'User name', password: 'Password' } } },
    {
      why: 'words that only begin like one',
      value: { secretary: 'Ada Lovelace', author: 'Grace Hopper', authority: 'FDA' },
    },
    {
      why: 'words that hold "pass"',
      value: {
        pass: true,
        passed: 12,
        passenger: 'Ada Lovelace',
        compass: 'north-west',
        bypass: 'A100',
      },
    },
    {
      why: 'keys that open nothing',
      value: { key: 'order-17', primaryKey: 'id', sortKey: 'name', keyboard: 'qwerty' },
    },
    { why: 'the mode of `fetch`', value: { credentials: 'include', mode: 'cors' } },
    {
      why: 'the kind of authentication',
      value: { auth: 'none', authentication: { type: 'oauth2' } },
    },
    {
      why: 'a public key is public',
      value: joined('-----BEGIN PUBLIC KEY-----\n', filler(64), '\n-----END PUBLIC KEY-----'),
    },
    {
      why: 'a certificate is public',
      value: {
        cert: joined('-----BEGIN CERTIFICATE-----\n', filler(64), '\n-----END CERTIFICATE-----'),
      },
    },
    { why: 'a prompt', value: 'Enter your password to continue.' },
    { why: 'a question with a colon', value: 'I forgot my password: how do I reset it?' },
    {
      why: 'an ordinary meaning of bearer and basic',
      value: ['the bearer of bad news', 'Basic training starts on Monday'],
    },
    { why: 'the identifier of a record', value: { id: '3f2b8c1e-9d4a-4f6b-8e2c-1a7d5b9c0e3f' } },
    { why: 'a commit and a digest', value: { commit: hex(40), sha256: hex(64) } },
    {
      why: 'a small picture',
      value: `data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ${filler(40)}`,
    },
    { why: 'an address with a user and no password', value: 'ssh://deploy@build.example:22/srv' },
    { why: 'an address with a port', value: 'http://localhost:8080/a:b@c' },
    {
      why: 'the prefix of a key, spoken of',
      value: 'Live keys begin with sk_live_ and test keys with sk_test_.',
    },
    {
      why: 'an ordinary word that ends in "sk-"',
      value: 'task-1234567890-risk-averse-desk-proj-otherwise-ordinary',
    },
    { why: 'cookies of two kinds', value: { cookies: 12, cookie_consent: 'accepted' } },
  ],
};

export const PERSONAL_DATA_SAMPLES: Samples = {
  policy: 'personal-data',
  found: [
    { why: 'a card number in groups', value: 'card 4111 1111 1111 1111, exp 12/29' },
    { why: 'a card number with hyphens', value: { pan: '5500-0055-5555-5559' } },
    { why: 'a card number without any', value: ['4539578763621486'] },
    { why: 'a card number as a number', value: { paidWith: 4111111111111111 } },
    { why: 'fifteen digits of American Express, in its own groups', value: '3782 822463 10005' },
    { why: 'one of the newer Mastercard range', value: { n: '2223003122003222' } },
    { why: 'an address of a person', value: { to: 'jane.doe@gmail.com' } },
    {
      why: 'an address with a tag, inside angle brackets',
      value: 'Jane Doe <jane+orders@mail.example.co.uk>',
    },
    { why: 'an address in a link', value: '<a href="mailto:j.doe@uni-graz.at">write</a>' },
    { why: 'an address as the name of a property', value: { 'jane.doe@gmail.com': 3 } },
    {
      why: 'an address in a Set in a Map',
      value: new Map([['to', new Set(['jane.doe@gmail.com'])]]),
    },
    { why: 'a social security number', value: 'SSN 536-22-8145' },
    { why: 'a social security number in a record', value: { person: { ssn: '219-46-0987' } } },
  ],
  left: [
    { why: 'ISBN-13', value: { isbn: '978-0-306-40615-7', plain: '9780306406157' } },
    { why: 'ISBN-10, and with an X', value: ['0-306-40615-2', '0-8044-2957-X'] },
    {
      why: 'an order number whose checksum is not that of a card',
      value: { order: '4539578763621487' },
    },
    { why: 'a long order number with a prefix of no card', value: { order: '9123456789012345' } },
    {
      why: 'sixteen digits with a good checksum that no issuer begins with',
      value: '1234567812345670',
    },
    {
      why: 'the number of a device, whose checksum is the same',
      value: { imei: '490154203237518' },
    },
    { why: 'a tracking number', value: { tracking: '9400 1118 9922 3197 4284 90' } },
    {
      why: 'milliseconds, and nanoseconds',
      value: { at: 1700000000000, ns: '1700000000000000000' },
    },
    { why: 'digits after the point', value: ['0.4111111111111111', 0.4111111111111111] },
    { why: 'digits inside a digest', value: 'a4111111111111111f' },
    { why: 'an identifier made of ones', value: '41111111-1111-1111-8111-a11111111111' },
    { why: 'a list of single digits', value: '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1' },
    { why: 'a place on the map', value: '52.5200066, 13.4049540' },
    { why: 'a card that is masked', value: ['**** **** **** 1111', '411111******1111'] },
    {
      why: 'a telephone number',
      value: { tel: '+49 30 901820', us: '(555) 123-4567', plain: '555-123-4567' },
    },
    { why: 'a day', value: ['2024-11-23', '23-11-2024'] },
    {
      why: 'numbers that were never given out: area 000, 666, 9xx',
      value: ['000-12-3456', '666-12-3456', '912-12-3456'],
    },
    {
      why: 'numbers that were never given out: group 00, serial 0000',
      value: ['123-00-4567', '123-45-0000'],
    },
    {
      why: 'a part number that holds the shape',
      value: ['PN-0536-22-8145', '536-22-8145-7', 'A536-22-8145B'],
    },
    { why: 'nine digits', value: { amount: 536228145, ref: '536228145' } },
    { why: 'packages with their versions', value: ['@angular/core@17.2.0', 'lodash@4.17.21'] },
    { why: 'a picture for dense screens', value: 'icons/logo@2x.png' },
    { why: 'an image by its digest', value: `nginx@sha256:${hex(64)}` },
    { why: 'a user of this machine, with no domain', value: 'root@localhost' },
    {
      why: 'a rule of a stylesheet, and a name on a network',
      value: ['@media (max-width: 600px)', '@ada_lovelace', '@ada:matrix.org'],
    },
    { why: 'a price', value: '5 apples @ 1.20/kg' },
    { why: 'an address that is masked', value: 'j***@gmail.com' },
  ],
};

export const SQL_SAMPLES: Samples = {
  policy: 'sql',
  found: [
    { why: 'a query', value: 'SELECT * FROM users WHERE id = 1' },
    {
      why: 'a query in small letters',
      value: "select name, email from customers where country = 'DE' order by name",
    },
    { why: 'a query over lines', value: 'select\n\tcount(*)\nfrom\n\torders\ngroup by state' },
    { why: 'comments in place of spaces', value: 'SELECT/**/secret/**/FROM/**/users' },
    { why: 'an insertion', value: { note: "INSERT INTO orders (id, total) VALUES (1, 'x')" } },
    { why: 'a change', value: ["UPDATE users SET role = 'admin' WHERE id = 7"] },
    { why: 'a deletion', value: 'delete from sessions where 1=1' },
    { why: 'a table that goes', value: 'DROP TABLE users;' },
    {
      why: 'a second statement after a quote',
      value: { name: "Robert'); DROP TABLE students; --" },
    },
    { why: 'a condition that always holds', value: "' OR '1'='1" },
    { why: 'the same with numbers, and a comment', value: '1 OR 1=1 --' },
    { why: 'a union behind a quote', value: "x' UNION SELECT login, pass FROM users --" },
    { why: 'the rest of a query cut off', value: "admin'--" },
    { why: 'a wait, as those do who see no answer', value: "1; WAITFOR DELAY '0:0:5'--" },
    { why: 'a table that changes', value: 'ALTER TABLE users ADD COLUMN admin int' },
    { why: 'a table that is made', value: 'create table t (id int primary key, name text)' },
    {
      why: 'a query that names one first',
      value: 'WITH recent AS (SELECT * FROM orders) SELECT id FROM recent',
    },
    { why: 'a right that is given', value: "GRANT ALL PRIVILEGES ON shop.* TO 'x'@'%'" },
    { why: 'a statement as the name of a property', value: { 'id; DROP TABLE users': 1 } },
    {
      why: 'a quoted query inside a text',
      value: 'run this: `SELECT id FROM orders WHERE total > 5`',
    },
  ],
  left: [
    { why: 'a request to choose', value: 'please select a colour' },
    {
      why: 'choosing from',
      value: ['Select a colour from the list', 'Select an option from the menu below.'],
    },
    {
      why: 'choosing from, with a where',
      value: 'students select from the catalogue where possible',
    },
    {
      why: 'a request to everybody',
      value: 'With regards, select team members from marketing, and tell them',
    },
    { why: 'a star', value: 'Select * to mark all rows' },
    { why: 'an update that is news', value: 'UPDATE: the meeting is set for Monday' },
    {
      why: 'a request to change',
      value: ['Update your profile to set a picture', 'I will update the set list where needed'],
    },
    { why: 'a request to take away', value: ['Delete from cart', 'Delete from line 3 to line 5'] },
    {
      why: 'furniture',
      value: ['Drop the table off at the office', 'Alter the table height to 72 cm'],
    },
    { why: 'putting in', value: 'Insert the key into the lock; the values are printed below' },
    { why: 'a book', value: 'Create a table of contents, then create an index.' },
    { why: 'a station', value: 'Union Station: select trains leave from platform 4' },
    { why: 'a promise', value: 'We grant access on request to all users.' },
    { why: 'shortening', value: 'Truncate the text after 80 characters' },
    { why: 'an order of a film', value: 'Execute order 66' },
    { why: 'work on sources', value: 'Merge into main when the build is green' },
    {
      why: 'names with an apostrophe',
      value: ["O'Brien", "D'Angelo; O'Neil", "rock 'n' roll or '90s pop"],
    },
    {
      why: 'a dash of two hyphens after an apostrophe',
      value: "It's five o'clock -- or six, isn't it?",
    },
    { why: 'lists with semicolons', value: 'a; b; c -- and d' },
    { why: 'a choice in logic', value: 'true if a = 1 or b = 2' },
    { why: 'a signature', value: 'Kind regards\n-- \nAda' },
    { why: 'a stylesheet', value: 'select, option { color: red } /* from the theme */' },
    { why: 'a form', value: '<select name="from"><option>Graz</option></select>' },
    { why: 'a query of another language', value: 'query { users(where: { id: 1 }) { id } }' },
    {
      why: 'a query as data',
      value: { select: ['name'], from: 'users', where: { id: 1 }, limit: 10 },
    },
    { why: 'an invitation', value: 'Call me (maybe) at five; begin without me, end without me' },
    { why: 'a letter', value: { from: 'Ada', to: 'Bob', where: 'Berlin' } },
    { why: 'a button', value: { label: 'SELECT', help: 'DROP FILES HERE' } },
  ],
};
