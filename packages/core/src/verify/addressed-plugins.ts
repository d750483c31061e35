import { didYouMean } from '../errors/near-names.js';
import type { StatedForPlugins } from '../workflow/plugin-statements.js';
import type { CapabilityOptions } from './capabilities.js';
import type { Issue } from './issue.js';
import type { Level } from './nesting.js';
import { errorIn, type Place, quoted } from './subject.js';

/** Whom a workflow may state something for. */
export interface AddressOptions extends Pick<CapabilityOptions, 'installationOf'> {
  /** The names of the plugins, and the capabilities that they provide. */
  readonly addressable: ReadonlySet<string>;
}

/**
 * One finding for each plugin that workflows, node types or nodes state something for and that is not there: at the first
 * place that does. What is said is meant, and nobody would heed it.
 */
export function unaddressed(
  levels: readonly Level[],
  { addressable, installationOf }: AddressOptions,
): Issue[] {
  const told = new Set<string>();
  const issues: Issue[] = [];
  for (const level of levels) {
    for (const { stated, title, where } of statementsIn(level)) {
      for (const name of Object.keys(stated)) {
        if (addressable.has(name) || told.has(name)) continue;
        told.add(name);
        const hint =
          didYouMean(name, addressable) ||
          (installationOf(name) ?? 'Add it to the plugins of createRuntime, or leave that out.');
        const message = `No plugin of this runtime is called ${quoted(name)} or provides it, and ${title} states something for it.`;
        issues.push(errorIn(level, 'PLUGIN_MISSING', message, { ...where, plugin: name }, hint));
      }
    }
  }
  return issues;
}

interface Statement {
  readonly stated: StatedForPlugins;
  readonly title: string;
  readonly where: Place;
}

function* statementsIn({ resolved }: Level): Generator<Statement> {
  const { workflow, definitions } = resolved;
  const { plugins } = workflow;
  if (plugins !== undefined) yield { stated: plugins, title: 'the workflow', where: {} };
  for (const [index, { id, plugins: own }] of workflow.nodes.entries()) {
    const definition = definitions[index];
    const where = { node: id };
    if (own !== undefined) yield { stated: own, title: `node ${quoted(id)}`, where };
    if (definition?.plugins === undefined) continue;
    const title = `the type ${quoted(definition.type)} of node ${quoted(id)}`;
    yield { stated: definition.plugins, title, where };
  }
}
