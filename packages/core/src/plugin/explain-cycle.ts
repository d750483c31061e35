import { RuntimeError } from '../errors/runtime-error.js';
import { cycles } from '../graph/shortest-cycle.js';
import { type Arrow, arrowText } from './arrows.js';

/** How many plugins of a long cycle a message shows. */
const MOST_SHOWN = 20;

/**
 * The error ORDER_CYCLE for plugins that cannot be put in order: the exact path of the first cycle, and who declared each
 * of its arrows. Takes the plugins by number and the arrows between them, at least some of which form a cycle.
 */
export function orderCycle(
  names: readonly string[],
  arrows: readonly Arrow[],
  source: Int32Array,
  target: Int32Array,
): RuntimeError {
  const [cycle = []] = cycles(names.length, source, target);
  const byEnds = new Map<number, Arrow>();
  arrows.forEach((arrow, i) => {
    const ends = (source[i] as number) * names.length + (target[i] as number);
    if (!byEnds.has(ends)) byEnds.set(ends, arrow);
  });
  const declared = cycle.slice(0, MOST_SHOWN).map((plugin, i) => {
    const next = cycle[(i + 1) % cycle.length] as number;
    return arrowText(byEnds.get(plugin * names.length + next) as Arrow);
  });
  const path = cycle.slice(0, MOST_SHOWN).map((plugin) => `"${names[plugin]}"`);
  if (cycle.length > MOST_SHOWN) {
    path.push(`${cycle.length - MOST_SHOWN} more`);
    declared.push(`and ${cycle.length - MOST_SHOWN} more`);
  }
  path.push(`"${names[cycle[0] as number]}"`);
  return new RuntimeError(
    'ORDER_CYCLE',
    `The declared order of plugins goes in a circle: ${path.join(' → ')}. ${declared.join('; ')}.`,
    {
      hint: 'Remove one of these declarations.',
      where: { plugin: names[cycle[0] as number] ?? '' },
    },
  );
}
