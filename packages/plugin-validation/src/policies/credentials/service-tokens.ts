import { isAlphanumeric, isHex, isUrlSafe } from '../characters.js';
import type { TokenShape } from './token-shape.js';

const isDotted = (code: number) => isUrlSafe(code) || code === 46;
const isSlashed = (code: number) => isUrlSafe(code) || code === 47;

/** Tokens for services that applications call: messages, payments, models, mail. */
export const SERVICE_TOKENS: readonly TokenShape[] = [
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
    detector: 'hugging-face-token',
    holds: 'a Hugging Face token',
    source: 'Hugging Face docs, "User access tokens"',
    prefixes: ['hf_'],
    isOf: isAlphanumeric,
    least: 30,
  },
  {
    detector: 'notion-token',
    holds: 'a Notion token',
    source: 'Notion developer changelog, "Token prefix" (2024)',
    prefixes: ['ntn_'],
    isOf: isAlphanumeric,
    least: 40,
  },
];
