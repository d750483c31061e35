import { VERSION } from '../version.js';

/** The versions that a new package asks for. A test compares them with what this one is built and tested with. */
export const VERSIONS: Readonly<Record<string, string>> = {
  '@tenon/cli': `^${VERSION}`,
  '@tenon/core': `^${VERSION}`,
  '@tenon/testing': `^${VERSION}`,
  '@types/chai': '^5.2.3',
  '@types/mocha': '^10.0.10',
  '@types/node': '^20.19.43',
  chai: '^6.3.0',
  inversify: '^8.2.3',
  mocha: '^12.0.3',
  oxlint: '^1.94.0',
  'oxlint-tsgolint': '^7.0.2007',
  'reflect-metadata': '~0.2.2',
  typescript: '^7.0.2',
};
