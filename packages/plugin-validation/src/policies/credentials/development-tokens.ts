import { isAlphanumeric, isUpperOrDigit, isUrlSafe, isWordCharacter } from '../characters.js';
import type { TokenShape } from './token-shape.js';

const isDotted = (code: number) => isUrlSafe(code) || code === 46;

/** Tokens for code and those who write it: repositories, registries, trackers, monitoring. */
export const DEVELOPMENT_TOKENS: readonly TokenShape[] = [
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
];
