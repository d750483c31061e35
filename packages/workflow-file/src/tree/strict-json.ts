import { messageOf } from '@tenon/core';
import type { Findings } from './findings.js';

/**
 * Whether a text is JSON as other programs read it. YAML takes more: comments, single quotes, a comma at the end.
 */
export function strictJson(findings: Findings): boolean {
  const { text } = findings.source;
  try {
    // A byte order mark is no JSON, and common all the same.
    JSON.parse(text.charCodeAt(0) === 0xfe_ff ? text.slice(1) : text);
    return true;
  } catch (error) {
    const message = messageOf(error);
    const at = /\bposition (\d+)/.exec(message)?.[1];
    const told = message
      .replace(/ (?:in JSON )?at position .*$/s, '')
      .replace(/, (?:"|\.\.\.).*$/s, '');
    findings.error(
      'FILE_SYNTAX',
      at === undefined ? text.trimEnd().length : Number(at),
      `The file is no JSON here: ${told}.`,
      'Name it .yaml where it is to hold comments.',
    );
    return false;
  }
}
