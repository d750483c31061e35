import type { Plugin, Runtime, RuntimeOptions } from '@tenon/core';
import { aRuntime } from '@tenon/testing';
import { Container } from 'inversify';

/** What one of two runtimes has of its own. */
export type Own = Pick<RuntimeOptions, 'configure' | 'contentAware' | 'limits' | 'plugins'>;

/** Two runtimes below one container of the host, which may bind plugins and services for both. */
export function twoRuntimes(
  one: Own,
  other: Own,
  container = new Container({ defaultScope: 'Singleton' }),
): readonly [one: Runtime, other: Runtime] {
  return [aRuntime({ ...one, container }).runtime, aRuntime({ ...other, container }).runtime];
}

/** A plugin that only taps. */
export function tapping(name: string, apply: NonNullable<Plugin['apply']>): Plugin {
  return { manifest: { name, version: '1.0.0' }, apply };
}
