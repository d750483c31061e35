import { describeValue, didYouMean, isPlainObject, quoteList, RuntimeError } from '@tenon/core';
import type { TenonConfig } from './tenon-config.js';

const MEMBERS: Readonly<Record<keyof TenonConfig, (value: unknown) => string | undefined>> = {
  plugins: (value) => (Array.isArray(value) ? undefined : 'a list of plugins or packages'),
  settings: object('options by the name of a plugin'),
  nodeTypes: (value) => (Array.isArray(value) ? undefined : 'a list of node types'),
  secrets: object('{ directory, prefix }', ['directory', 'prefix']),
  run: object('options of a run', [
    ...['timeoutMs', 'graceMs', 'onError', 'concurrency', 'isolation', 'tenant'],
  ]),
  container: () => undefined,
  configure: () => undefined,
  limits: () => undefined,
  contentAware: () => undefined,
  hookTimeoutMs: () => undefined,
};

/**
 * What a configuration file says, once it is known to be a configuration. Throws CONFIG_FILE_INVALID with everything that is
 * wrong; what the runtime takes, the runtime checks.
 */
export function checkConfig(given: unknown, file: string): TenonConfig {
  if (!isPlainObject(given)) {
    throw new RuntimeError(
      'CONFIG_FILE_INVALID',
      `The configuration in "${file}" is ${describeValue(given)}.`,
      { hint: 'Export an object as default: export default defineConfig({ … }).' },
    );
  }
  const known = Object.keys(MEMBERS);
  const flaws: string[] = [];
  const hints: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(MEMBERS, name)) {
      flaws.push(`there is no member "${name}"`);
      hints.push(didYouMean(name, known) || `There are ${quoteList(known)}.`);
      continue;
    }
    const accepts = value === undefined ? undefined : MEMBERS[name as keyof TenonConfig](value);
    if (accepts === undefined) continue;
    flaws.push(`"${name}" is ${describeValue(value)}`);
    hints.push(`"${name}" takes ${accepts}.`);
  }
  if (flaws.length === 0) return given;
  throw new RuntimeError(
    'CONFIG_FILE_INVALID',
    `The configuration in "${file}" is wrong: ${flaws.join('; ')}.`,
    { hint: hints.join(' ') },
  );
}

/** Answers what is accepted where a value is no object, or has other members than those named. */
function object(accepts: string, members?: readonly string[]) {
  return (value: unknown): string | undefined => {
    if (!isPlainObject(value)) return accepts;
    const unknown = Object.keys(value).filter((name) => members?.includes(name) === false);
    if (unknown.length === 0) return undefined;
    return `${accepts}, and has no member ${quoteList(unknown, 'or')}`;
  };
}
