import { createHash } from 'node:crypto';
import { html, Markup } from '../text/html.js';
import { pageStyle } from './page-style.js';

/**
 * A whole page of HTML. Its policy lets nothing be loaded, no script run and no other style apply than the one that stands in
 * it, so that whatever were to slip into the page would do nothing.
 */
export function page(title: string, body: Markup): string {
  const style = pageStyle();
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
${body}</body>
</html>
`.text;
}
