import { readFileSync } from 'node:fs';
import { aRuntime, only, pluginSpec, spied, VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import { {{factory}}, VERSION } from '../src/index.ts';

pluginSpec({{factory}}());

describe('{{factory}}', () => {
  it('tells of a node that took longer than the limit', async () => {
    const clock = new VirtualClock();
    const { node } = spied(() => {
      clock.block(50);
      return { value: 1 };
    });
    const { runtime, log } = aRuntime({ clock, plugins: [{{factory}}({ limitMs: 20 })] });
    await runtime.execute(only(node));
    expect(log.lines.map(({ message }) => message)).to.deep.equal(['"only" took 50 ms']);
  });

  it('says nothing of a node that is quick', async () => {
    const { node } = spied(() => ({ value: 1 }));
    const { runtime, log } = aRuntime({ plugins: [{{factory}}()] });
    await runtime.execute(only(node));
    expect(log.lines).to.deep.equal([]);
  });

  it('has the version of its package', () => {
    const url = new URL('../../package.json', import.meta.url);
    const manifest: unknown = JSON.parse(readFileSync(url, 'utf8'));
    expect(manifest).to.include({ version: VERSION });
  });
});
