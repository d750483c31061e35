/** How single files are changed when something they name is removed. Pure: text in, text out. */

/** A manifest without dependencies, and without what its scripts do with compiled files that are gone. */
export function withoutDependencies(text, names, isGone) {
  return withChanges(text, (manifest) => {
    for (const key of ['dependencies', 'devDependencies', 'peerDependencies']) {
      if (manifest[key] === undefined) continue;
      for (const name of names) delete manifest[key][name];
      if (Object.keys(manifest[key]).length === 0) delete manifest[key];
    }
    for (const [name, script] of Object.entries(manifest.scripts ?? {})) {
      const commands = script.split(' && ');
      const left = commands.filter((command) => !command.split(/\s+/).some(isGone));
      if (left.length === commands.length) continue;
      // To build is what the commands that are gone needed.
      if (left.every((command) => command.startsWith('tsc '))) delete manifest.scripts[name];
      else manifest.scripts[name] = left.join(' && ');
    }
  });
}

/** The configuration of knip without folders and files that are gone. */
export function withoutEntries(text, isRemoved) {
  return withChanges(text, ({ workspaces = {} }) => {
    for (const [folder, entries] of Object.entries(workspaces)) {
      if (isRemoved(folder)) delete workspaces[folder];
      for (const [key, paths] of Object.entries(entries)) {
        if (Array.isArray(paths))
          entries[key] = paths.filter((path) => !isRemoved(`${folder}/${path}`));
      }
    }
  });
}

/** JSON after a change; the very same text where nothing has changed. */
function withChanges(text, change) {
  const data = JSON.parse(text);
  const before = JSON.stringify(data);
  change(data);
  return JSON.stringify(data) === before ? text : `${JSON.stringify(data, undefined, 2)}\n`;
}

/** A compiler configuration without references into what is gone. */
export function withoutReferences(text, isGone) {
  const rest = text.replace(/\{\s*"path":\s*"([^"]+)"\s*\},?\s*/g, (whole, path) =>
    isGone(path) ? '' : whole,
  );
  return rest === text ? text : rest.replace(/,(\s*\])/g, '$1');
}

/**
 * A source file without its imports from some modules, and without what they bring as elements of lists. `undefined` where
 * it does anything else with them.
 */
export function withoutElements(text, modules) {
  let rest = text;
  for (const from of modules) {
    const quoted = from.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    const statement = new RegExp(
      `^(?:import|export)\\b([^'"\`;]*?)from\\s*['"]${quoted}['"];?\\n`,
      'm',
    ).exec(rest);
    if (statement === null) return undefined; // imported for its effects, or while it runs
    rest = rest.replace(statement[0], '');
    if (statement[0].startsWith('export')) continue;
    for (const name of namesIn(statement[1])) {
      rest = rest.replace(new RegExp(`(?<=[[,]\\s*)${name}\\s*(?:,\\s*|(?=\\]))`, 'g'), '');
      if (new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(rest))
        return undefined;
    }
  }
  return rest;
}

/** The names that an import gives to what it brings. */
function namesIn(clause) {
  return clause
    .replace(/[{}]/g, ',')
    .split(',')
    .map((part) =>
      part
        .trim()
        .replace(/^type\s+/, '')
        .split(/\s+as\s+/)
        .at(-1)
        .trim(),
    )
    .filter((name) => name !== '' && name !== 'type');
}

/**
 * A page without what shows or names what is gone: blocks of code that come from it, rows and items that begin with a link
 * to it; any other link to it becomes plain text.
 */
export function withoutLinks(text, isGone, isRemoved) {
  const blocks = /^<!-- (?:excerpt of )?([^\s#]+)(?:#[\w-]+)? -->\n\n?```[^]*?^```\n\n?/gm;
  return text
    .replace(blocks, (whole, source) => (isRemoved(source) ? '' : whole))
    .split('\n')
    .filter((line) => {
      const target = /^\s*(?:\||[-*])\s*\[[^\]]*\]\(([^)#\s]+)[^)]*\)/.exec(line)?.[1];
      return target === undefined || !isGone(target);
    })
    .join('\n')
    .replace(/\[([^\]]*)\]\(([^)#\s]+)[^)]*\)/g, (whole, shown, target) =>
      isGone(target) ? shown : whole,
    );
}
