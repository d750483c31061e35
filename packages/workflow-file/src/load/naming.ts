import { isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file, and how messages name it and those that it leads to. */
export interface Naming {
  readonly path: string;
  readonly name: string;
  /** The name of another file, by its real path. */
  nameOf(real: string): string;
}

/** A path is named as it was given. Beside one that is relative, other files are named from the working folder, too. */
export function namingOf(path: string | URL): Naming {
  if (typeof path === 'string') {
    return { path, name: path, nameOf: (real) => (isAbsolute(path) ? real : fromHere(real)) };
  }
  const whole = fileURLToPath(path);
  return { path: whole, name: fromHere(whole), nameOf: fromHere };
}

/** A path from the working folder, where the file is inside it. */
function fromHere(real: string): string {
  const way = relative(process.cwd(), real);
  return way.startsWith(`..${sep}`) || isAbsolute(way) ? real : way;
}
