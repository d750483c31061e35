import { basename } from 'node:path';
import { RuntimeError } from '@tenon/core';
import validateName from 'validate-npm-package-name';
import { harmless } from '../harmless.js';
import { VERSIONS } from './versions.js';

/** What a new package and what is in it are called. */
export interface ProjectNames {
  /** As npm takes it. */
  readonly package: string;
  /** What the plugin calls itself: the package's name without its scope, and without what all of them begin with. */
  readonly plugin: string;
  /** The function that makes it. */
  readonly factory: string;
  /** The same, as types begin. */
  readonly Factory: string;
}

/** Words that name no function in a module. */
const RESERVED =
  'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield';
/** What a module of the template has by these names already. */
const TAKEN = 'aRuntime before describe expect it only pluginSpec readFileSync spied';
const NO_FACTORY = new Set(`${RESERVED} ${TAKEN}`.split(' '));

/** Plugins that a runtime may have beside a new one, which so needs another name. */
const PLUGINS = new Set(
  (
    'access admission audit conditional cycles execution limits nodes-standard observability parameters resilience ' +
    'resources results run-queue tracking validation'
  ).split(' '),
);

/**
 * Names after that of a package, or, where none is given, after its folder. Throws PROJECT_NAME_INVALID where npm would not
 * take it, or no name can be made of the folder's.
 */
export function namesOf(folder: string, given?: string): ProjectNames {
  const name = given ?? nameFor(folder);
  const flaws = flawsOf(name);
  if (flaws.length > 0) {
    throw new RuntimeError(
      'PROJECT_NAME_INVALID',
      `No package can be called "${harmless(name)}": ${flaws.join('; ')}.`,
      {
        hint: `Give a name of small letters, digits and hyphens${given === undefined ? ' with --name' : ''}.`,
      },
    );
  }
  const own = hyphenated(name.slice(name.indexOf('/') + 1));
  const short = own.replace(/^(?:tenon-)?plugin-(?=.)|^tenon-(?=.)/, '');
  const plugin = short === '' || PLUGINS.has(short) ? name : short;
  const factory = factoryOf(short);
  return { package: name, plugin, factory, Factory: capitalised(factory) };
}

/** What npm has against a name, and what would keep the package from finding what it depends on. */
function flawsOf(name: string): readonly string[] {
  const { errors = [], warnings = [] } = validateName(name);
  return Object.hasOwn(VERSIONS, name)
    ? ['a package cannot have the name of what it depends on']
    : [...errors, ...warnings];
}

function nameFor(folder: string): string {
  const name = hyphenated(basename(folder));
  if (name !== '') return name;
  throw new RuntimeError(
    'PROJECT_NAME_INVALID',
    `No package can be named after the folder "${harmless(folder)}".`,
    { hint: 'Give the folder a name with letters, or the package one with --name.' },
  );
}

function factoryOf(name: string): string {
  const camel = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return NO_FACTORY.has(camel) || !/^[a-z]/.test(camel) ? `plugin${capitalised(camel)}` : camel;
}

/** Small letters, digits, and single hyphens in place of all else. */
function hyphenated(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
