/** What a project does with the packages that it has installed, whichever of the plugins are among them. */
import assert from 'node:assert/strict';

/** `modules`: the exports of each package by its name. Throws where something does not work. */
export async function use(modules) {
  const { createRuntime, defineNode, port, workflow } = modules['@tenon/core'];
  const plugins = Object.entries(modules)
    .filter(([name]) => name.startsWith('@tenon/plugin-'))
    // Options are given, so that what checks them is loaded.
    .map(([name, exports]) => exports[name.slice('@tenon/plugin-'.length)]({}));
  const byName = new Map(plugins.map((plugin) => [plugin.manifest.name, plugin]));

  const number = () => (byName.has('validation') ? port({ type: 'number' }) : port());
  const io = { n: number() };
  const halve = defineNode({
    type: 'halve',
    inputs: io,
    outputs: io,
    run: ({ n }) => ({ n: n / 2 }),
  });
  const flow = workflow('packed');
  const half = flow.add('half', halve, { n: 64 });
  const options = {};
  let expected = 32;
  if (byName.has('parameters')) {
    options.parameters = { half: { n: 96 } };
    expected = 48;
  }
  if (byName.has('cycles')) {
    flow.loop('again', { back: [[half.out.n, half.in.n]], until: 'half.n < 2.0' });
    expected = byName.has('parameters') ? 1.5 : 1;
  }
  if (byName.has('conditional')) {
    const { branch } = modules['@tenon/plugin-conditional'];
    flow.connect(half.out.n, flow.add('isOdd', branch('value > 1.0')).in.value);
  }

  const runtime = createRuntime({ plugins });
  const { results } = await runtime.execute(flow.build(), options);
  await runtime.dispose();
  assert.equal(results.half.n, expected);
  if (byName.has('conditional')) assert.equal(results.isOdd.matched, expected > 1);

  const { aRuntime, only, value } = modules['@tenon/testing'];
  const test = await aRuntime().runtime.execute(only(value(7)));
  assert.equal(test.status, 'completed');
}
