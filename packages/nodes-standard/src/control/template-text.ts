import { defineNode, messageOf, port, type RuntimeError } from '@tenon/core';
import type { Liquid, Template } from 'liquidjs';
import { failure, type Site } from '../failure.js';
import { text, typed } from '../rows/ports.js';
import { plainData } from './plain-data.js';

/** The most characters of a template. */
const LONGEST_TEMPLATE = 1_000_000;
/** Milliseconds that rendering holds the thread for at most. */
const LONGEST_RENDERING = 2_000;
/** What rendering may make in all, in the library's measure: about characters of text and items of lists. */
const MOST_MEMORY = 10_000_000;

/**
 * Fills in a template in the language Liquid: `template`, `values`, `value` → `text`. `{{ order.total }}` is a value, `{% for line in
 * lines %}` goes through a list. A name without a value fails the node. Own data alone is read, no code and no file.
 *
 * @example
 * const mail = flow.add('mail', templateText, { template: 'Dear {{ name }}, …' });
 */
export const templateText = defineNode({
  type: 'template-text',
  description: 'Fills in a template (Liquid).',
  inputs: {
    template: text('The template.').raw(),
    values: typed<Readonly<Record<string, unknown>>>(
      { type: 'object' },
      'What the template may name.',
    ).default({}),
    value: port().describe('What the template names "value".').optional(),
  },
  outputs: { text: text('The template with the values in it.') },
  compile: ({ id, workflow }) => {
    const site = { id, workflow };
    let engine: Promise<Liquid> | undefined;
    let last: { readonly source: string; readonly templates: Template[] } | undefined;
    return async ({ template, values, value }, { signal }) => {
      const liquid = await (engine ??= makeEngine());
      signal.throwIfAborted();
      if (last?.source !== template) {
        last = { source: template, templates: read(liquid, template, site) };
      }
      return {
        text: fill(
          liquid,
          last.templates,
          { ...values, ...(value !== undefined && { value }) },
          site,
        ),
      };
    };
  },
});

async function makeEngine(): Promise<Liquid> {
  const { Liquid: Engine } = await import('liquidjs');
  return new Engine({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    lenientIf: true,
    // Partials would be files otherwise.
    templates: {},
    dynamicPartials: false,
    parseLimit: LONGEST_TEMPLATE,
    renderLimit: LONGEST_RENDERING,
    memoryLimit: MOST_MEMORY,
  });
}

function read(liquid: Liquid, template: string, site: Site): Template[] {
  try {
    return liquid.parse(template);
  } catch (error) {
    throw flawed('TEXT_TEMPLATE_INVALID', 'cannot be read', error, site);
  }
}

function fill(
  liquid: Liquid,
  templates: Template[],
  values: Readonly<Record<string, unknown>>,
  site: Site,
): string {
  try {
    return liquid.renderSync(templates, plainData(values) as object) as string;
  } catch (error) {
    throw flawed('TEXT_TEMPLATE_FAILED', 'cannot be filled in', error, site);
  }
}

function flawed(
  code: 'TEXT_TEMPLATE_INVALID' | 'TEXT_TEMPLATE_FAILED',
  what: string,
  cause: unknown,
  site: Site,
): RuntimeError {
  const [first = ''] = messageOf(cause).split('\n', 1);
  return failure(site, code, `The template of node "${site.id}" ${what}: ${first}.`, {
    cause,
    port: 'template',
  });
}
