import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What Mermaid read in a text, or why it could not. */
export interface MermaidContent {
  readonly error?: string;
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
  readonly groups: readonly string[];
  readonly theme: string;
}

const SCRIPT = fileURLToPath(new URL('./mermaid-process.js', import.meta.url));

/** Parses texts with the real parser, in a process of its own. */
export function parseMermaid(texts: readonly string[]): readonly MermaidContent[] {
  const { stdout, stderr, status } = spawnSync(process.execPath, [SCRIPT], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
  });
  if (status !== 0) throw new Error(`The parser of Mermaid failed: ${stderr}`);
  return JSON.parse(stdout) as readonly MermaidContent[];
}
