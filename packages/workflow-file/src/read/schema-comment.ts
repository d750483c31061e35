const COMMENT = /^#\s*yaml-language-server\s*:.*?\$schema=(?<url>\S+)/;

/** The schema that a comment before the first line of a YAML file names, as `yaml-language-server` reads it. */
export function schemaComment(text: string): string | undefined {
  for (let at = text.charCodeAt(0) === 0xfe_ff ? 1 : 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end).trim();
    const url = COMMENT.exec(line)?.groups?.['url'];
    if (url !== undefined) return url;
    if (line !== '' && line !== '---' && !line.startsWith('#') && !line.startsWith('%')) break;
    if (end < 0) break;
    at = end + 1;
  }
  return undefined;
}
