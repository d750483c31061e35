/** Capabilities that a workflow may need, and the packages that provide them. */
const PROVIDERS: ReadonlyMap<string, string> = new Map([
  ['parameters', '@tenon/plugin-parameters'],
  ['validation', '@tenon/plugin-validation'],
  ['cycles', '@tenon/plugin-cycles'],
  ['conditional', '@tenon/plugin-conditional'],
  ['resources', '@tenon/plugin-resources'],
  ['resilience', '@tenon/plugin-resilience'],
]);

/** How to get a capability of Tenon's own: the package to install, and the line to write. `undefined` for all others. */
export function installationOf(capability: string): string | undefined {
  const packageName = PROVIDERS.get(capability);
  if (packageName === undefined) return undefined;
  return `Install "${packageName}" and add ${capability}() to the plugins of createRuntime.`;
}
