import {
  endOfRun,
  isAlphanumeric,
  isHex,
  isUpperOrDigit,
  isUrlSafe,
  isWordCharacter,
} from '../characters.js';
import type { Detector } from '../detector.js';

/** Tokens that begin with a mark of who issues them and go on with characters of one class. */
interface TokenShape {
  readonly detector: string;
  readonly holds: string;
  readonly source: string;
  readonly prefixes: readonly string[];
  readonly isOf: (code: number) => boolean;
  /** Characters behind the prefix, at least. */
  readonly least: number;
  /** Characters behind the prefix, at most; any number where it is absent. */
  readonly most?: number;
}

/** Fewer different characters are a drawing of a token: `ghp_xxxxxxxxxxxx`. */
const FEWEST_DIFFERENT = 6;

const isDotted = (code: number) => isUrlSafe(code) || code === 46;
const isSlashed = (code: number) => isUrlSafe(code) || code === 47;
const isBase64 = (code: number) => isAlphanumeric(code) || code === 43 || code === 47;

/** Base64 in an address: `%2B`, `%2F` and `%3D` for its signs. */
const isEncoded = (code: number) => isBase64(code) || code === 37;

/** Lengths are those of short tokens of each kind, with some room: issuers lengthen them without notice. */
const SHAPES: readonly TokenShape[] = [
  {
    detector: 'aws-access-key',
    holds: 'an AWS access key id',
    source: 'AWS IAM user guide, "IAM identifiers", unique identifiers',
    prefixes: ['AKIA', 'ASIA'],
    isOf: isUpperOrDigit,
    least: 16,
    most: 16,
  },
  {
    detector: 'github-token',
    holds: 'a GitHub token',
    source: 'GitHub docs, "About authentication to GitHub", token formats',
    prefixes: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    isOf: isWordCharacter,
    least: 30,
  },
  {
    detector: 'gitlab-token',
    holds: 'a GitLab token',
    source: 'GitLab docs, "Token overview", token prefixes',
    prefixes: [
      ...['glpat-', 'gldt-', 'glrt-', 'glrtr-', 'glcbt-', 'glptt-', 'glft-', 'glimt-'],
      ...['glagent-', 'gloas-', 'glsoat-', 'glffct-'],
    ],
    isOf: isDotted,
    least: 20,
  },
  {
    detector: 'slack-token',
    holds: 'a Slack token',
    source: 'Slack API docs, "Token types"',
    prefixes: ['xoxb-', 'xoxp-', 'xoxa-', 'xoxe-', 'xoxe.', 'xoxr-', 'xoxs-', 'xoxc-', 'xapp-'],
    isOf: isDotted,
    least: 15,
  },
  {
    detector: 'slack-webhook',
    holds: 'the address of a Slack webhook',
    source: 'Slack API docs, "Sending messages using incoming webhooks"',
    prefixes: ['https://hooks.slack.com/services/', 'https://hooks.slack.com/workflows/'],
    isOf: isSlashed,
    least: 30,
  },
  {
    detector: 'discord-webhook',
    holds: 'the address of a Discord webhook',
    source: 'Discord developer docs, "Webhook resource"',
    prefixes: ['https://discord.com/api/webhooks/', 'https://discordapp.com/api/webhooks/'],
    isOf: isSlashed,
    least: 60,
  },
  {
    detector: 'stripe-key',
    holds: 'a Stripe key',
    source: 'Stripe docs, "API keys" and "Verify webhook signatures"',
    prefixes: ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_', 'whsec_'],
    isOf: isAlphanumeric,
    least: 16,
  },
  {
    detector: 'openai-key',
    holds: 'an OpenAI key',
    source: 'OpenAI API reference, "Authentication"; project, service account and admin keys',
    prefixes: ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-None-'],
    isOf: isUrlSafe,
    least: 20,
  },
  {
    detector: 'openai-user-key',
    holds: 'a key of OpenAI, or of a service that issues keys like it',
    source: 'OpenAI API reference, "Authentication", user keys',
    prefixes: ['sk-'],
    isOf: isAlphanumeric,
    least: 32,
  },
  {
    detector: 'anthropic-key',
    holds: 'an Anthropic key',
    source: 'Anthropic API reference, "Authentication"',
    prefixes: ['sk-ant-'],
    isOf: isUrlSafe,
    least: 20,
  },
  {
    detector: 'google-api-key',
    holds: 'a Google API key',
    source: 'Google Cloud docs, "Manage API keys"',
    prefixes: ['AIza'],
    isOf: isUrlSafe,
    least: 35,
    most: 36,
  },
  {
    detector: 'google-oauth',
    holds: 'a Google OAuth token or client secret',
    source: 'Google Identity docs, "Using OAuth 2.0", token size and examples',
    prefixes: ['ya29.', 'GOCSPX-'],
    isOf: isUrlSafe,
    least: 20,
  },
  {
    detector: 'npm-token',
    holds: 'an npm token',
    source: 'GitHub blog, "Announcing npm\'s new access token format" (2021)',
    prefixes: ['npm_'],
    isOf: isAlphanumeric,
    least: 30,
  },
  {
    detector: 'pypi-token',
    holds: 'a PyPI token',
    source: 'PyPI help, "How can I use API tokens"; a macaroon in Base64',
    prefixes: ['pypi-AgE'],
    isOf: isUrlSafe,
    least: 50,
  },
  {
    detector: 'sendgrid-key',
    holds: 'a SendGrid key',
    source: 'Twilio SendGrid docs, "API keys"; 69 characters in three parts',
    prefixes: ['SG.'],
    isOf: isDotted,
    least: 60,
  },
  {
    detector: 'mailgun-key',
    holds: 'a Mailgun key',
    source: 'Mailgun docs, "API authentication"',
    prefixes: ['key-'],
    isOf: isHex,
    least: 32,
    most: 32,
  },
  {
    detector: 'shopify-token',
    holds: 'a Shopify token',
    source: 'Shopify changelog, "Length of the shared secret is increasing" (2020)',
    prefixes: ['shpat_', 'shpca_', 'shppa_', 'shpss_'],
    isOf: isHex,
    least: 32,
  },
  {
    detector: 'square-token',
    holds: 'a Square token',
    source: 'Square developer docs, "Access tokens and other credentials"',
    prefixes: ['sq0atp-', 'sq0csp-'],
    isOf: isUrlSafe,
    least: 22,
  },
  {
    detector: 'digitalocean-token',
    holds: 'a DigitalOcean token',
    source: 'DigitalOcean API reference, "Authentication", token prefixes',
    prefixes: ['dop_v1_', 'doo_v1_', 'dor_v1_'],
    isOf: isHex,
    least: 40,
  },
  {
    detector: 'hugging-face-token',
    holds: 'a Hugging Face token',
    source: 'Hugging Face docs, "User access tokens"',
    prefixes: ['hf_'],
    isOf: isAlphanumeric,
    least: 30,
  },
  {
    detector: 'databricks-token',
    holds: 'a Databricks token',
    source: 'Databricks docs, "Personal access token authentication"',
    prefixes: ['dapi'],
    isOf: isHex,
    least: 32,
    most: 32,
  },
  {
    detector: 'vault-token',
    holds: 'a HashiCorp Vault token',
    source: 'Vault docs, "Tokens", token prefixes',
    prefixes: ['hvs.', 'hvb.', 'hvr.'],
    isOf: isUrlSafe,
    least: 24,
  },
  {
    detector: 'docker-token',
    holds: 'a Docker Hub token',
    source: 'Docker docs, "Personal access tokens"',
    prefixes: ['dckr_pat_', 'dckr_oat_'],
    isOf: isUrlSafe,
    least: 20,
  },
  {
    detector: 'atlassian-token',
    holds: 'an Atlassian token',
    source: 'Atlassian support, "Manage API tokens for your account"',
    prefixes: ['ATATT3', 'ATCTT3'],
    isOf: isUrlSafe,
    least: 40,
  },
  {
    detector: 'grafana-token',
    holds: 'a Grafana token',
    source: 'Grafana docs, "Service accounts", token format',
    prefixes: ['glsa_', 'glc_'],
    isOf: isWordCharacter,
    least: 32,
  },
  {
    detector: 'new-relic-key',
    holds: 'a New Relic key',
    source: 'New Relic docs, "API keys", user key',
    prefixes: ['NRAK-'],
    isOf: isUpperOrDigit,
    least: 27,
  },
  {
    detector: 'postman-key',
    holds: 'a Postman key',
    source: 'Postman docs, "Authenticate with the Postman API"',
    prefixes: ['PMAK-'],
    isOf: isUrlSafe,
    least: 40,
  },
  {
    detector: 'linear-key',
    holds: 'a Linear key',
    source: 'Linear developer docs, "Authentication"',
    prefixes: ['lin_api_', 'lin_oauth_'],
    isOf: isAlphanumeric,
    least: 32,
  },
  {
    detector: 'notion-token',
    holds: 'a Notion token',
    source: 'Notion developer changelog, "Token prefix" (2024)',
    prefixes: ['ntn_'],
    isOf: isAlphanumeric,
    least: 40,
  },
  {
    detector: 'supabase-token',
    holds: 'a Supabase token or secret key',
    source: 'Supabase docs, "Understanding API keys"',
    prefixes: ['sbp_', 'sb_secret_'],
    isOf: isUrlSafe,
    least: 20,
  },
  {
    detector: 'doppler-token',
    holds: 'a Doppler token',
    source: 'Doppler docs, "Auth token formats"',
    prefixes: ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.'],
    isOf: isDotted,
    least: 40,
  },
  {
    detector: 'planetscale-token',
    holds: 'a PlanetScale token or password',
    source: 'PlanetScale docs, "Service tokens"',
    prefixes: ['pscale_tkn_', 'pscale_pw_', 'pscale_oauth_'],
    isOf: isDotted,
    least: 32,
  },
  {
    detector: 'age-key',
    holds: 'a private key of age',
    source: 'The age file encryption format, age-encryption.org/v1, native identities',
    prefixes: ['AGE-SECRET-KEY-1'],
    isOf: isUpperOrDigit,
    least: 50,
  },
  {
    detector: 'azure-signature',
    holds: 'a shared access signature of Azure',
    source: 'Azure Storage docs, "Create a service SAS"; 32 bytes in Base64, encoded for URLs',
    prefixes: ['&sig=', '?sig='],
    isOf: isEncoded,
    least: 43,
  },
  {
    detector: 'azure-key',
    holds: 'a key of an Azure account',
    source: 'Azure Storage docs, "Configure connection strings"; 64 bytes in Base64',
    prefixes: ['AccountKey=', 'SharedAccessKey='],
    isOf: isBase64,
    least: 40,
  },
];

/** Whether a text has one of the prefixes anywhere, so that most texts are told by one look. */
const MAY_HOLD_TOKEN = new RegExp(
  SHAPES.flatMap(({ prefixes }) => prefixes)
    .map((prefix) => prefix.replace(/[.?]/g, '\\$&'))
    .join('|'),
);

/** Whether a text is worth asking {@link TOKEN_DETECTORS} about. */
export function mayHoldToken(text: string): boolean {
  return MAY_HOLD_TOKEN.test(text);
}

/** A detector for each shape of {@link SHAPES}. */
export const TOKEN_DETECTORS: readonly Detector[] = SHAPES.map((shape) => ({
  detector: shape.detector,
  holds: shape.holds,
  source: shape.source,
  isIn: (text) => shape.prefixes.some((prefix) => holdsToken(text, prefix, shape)),
}));

/** Goes on behind each run of characters that it has counted, so that each is counted once. */
function holdsToken(
  text: string,
  prefix: string,
  { isOf, least, most = Infinity }: TokenShape,
): boolean {
  for (let at = text.indexOf(prefix); at !== -1; ) {
    const from = at + prefix.length;
    const end = endOfRun(text, from, isOf);
    const isWord = isWordCharacter(prefix.charCodeAt(0));
    const isWithin = isWord && isWordCharacter(text.charCodeAt(at - 1));
    const isAlone = !isWithin && !isAlphanumeric(text.charCodeAt(end));
    if (isAlone && end - from >= least && end - from <= most && isVaried(text.slice(from, end))) {
      return true;
    }
    at = text.indexOf(prefix, end);
  }
  return false;
}

function isVaried(text: string): boolean {
  const characters = new Set<string>();
  for (const character of text) {
    characters.add(character);
    if (characters.size === FEWEST_DIFFERENT) return true;
  }
  return false;
}
