import { isContainer, ownValue } from '../values/data.js';
import type { NodeDefinition } from '../workflow/node.js';

/** `${` begins a template; `$${` writes the two characters. */
const TEMPLATE = /(?<!\$)\$\{/;

/** Whether a text holds a template. */
export function holdsTemplate(text: string): boolean {
  return TEMPLATE.test(text);
}

/** Whether what is configured under a name may hold templates: its port does not take it as it stands. */
export function takesTemplates(definition: NodeDefinition | undefined, name: string): boolean {
  const port = definition?.inputs.get(name) ?? definition?.settings.get(name);
  return port?.isRaw !== true;
}

/** Whether a template stands in the configuration of a node. */
export function isTemplated(
  config: Readonly<Record<string, unknown>>,
  definition: NodeDefinition | undefined,
): boolean {
  return Object.keys(config).some(
    (name) => takesTemplates(definition, name) && hasTemplates(ownValue(config, name)),
  );
}

/**
 * Whether a template stands in any text of authored data, at any depth of plain objects and arrays. Own data properties
 * only, no property's name, and no cycle or depth stops it: linear in the data, with no recursion.
 */
export function hasTemplates(data: unknown): boolean {
  if (typeof data === 'string') return holdsTemplate(data);
  if (!isContainer(data)) return false;
  const seen = new Set<object>([data]);
  const pending: object[] = [data];
  for (let object = pending.pop(); object !== undefined; object = pending.pop()) {
    for (const key of Object.keys(object)) {
      const member = ownValue(object, key);
      if (typeof member === 'string') {
        if (holdsTemplate(member)) return true;
      } else if (isContainer(member) && !seen.has(member)) {
        seen.add(member);
        pending.push(member);
      }
    }
  }
  return false;
}
