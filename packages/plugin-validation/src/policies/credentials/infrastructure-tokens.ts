import { isAlphanumeric, isHex, isUpperOrDigit, isUrlSafe } from '../characters.js';
import type { TokenShape } from './token-shape.js';

const isDotted = (code: number) => isUrlSafe(code) || code === 46;
const isBase64 = (code: number) => isAlphanumeric(code) || code === 43 || code === 47;

/** Base64 in an address: `%2B`, `%2F` and `%3D` for its signs. */
const isEncoded = (code: number) => isBase64(code) || code === 37;

/** Tokens for machines, data and the secrets of others: clouds, databases, vaults. */
export const INFRASTRUCTURE_TOKENS: readonly TokenShape[] = [
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
    detector: 'digitalocean-token',
    holds: 'a DigitalOcean token',
    source: 'DigitalOcean API reference, "Authentication", token prefixes',
    prefixes: ['dop_v1_', 'doo_v1_', 'dor_v1_'],
    isOf: isHex,
    least: 40,
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
