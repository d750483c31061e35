import { kind, port, workflow } from '@tenon/core';
import { branch, conditional, merge, partition, switchOn } from '@tenon/plugin-conditional';
import { nodeSpec, pass, pluginSpec, value } from '@tenon/testing';

const inputs = { value: port<number>() };
const plugins = [conditional()];

const sorting = (n: number) => {
  const flow = workflow('sorting');
  const given = flow.add('given', value(n));
  const size = flow.add(
    'size',
    switchOn({ large: 'value > 10', small: 'value > 3' }, { otherwise: 'tiny', inputs }),
  );
  const large = flow.add('large', pass);
  const small = flow.add('small', pass);
  const all = flow.add('all', merge());
  flow.connect(given.output('value'), size.input('value'));
  flow.connect(size.output('large'), large.input('value'));
  flow.connect(size.output('small'), small.input('value'));
  for (const node of [large, small]) flow.connect(node.output('value'), all.input('values'));
  flow.connect(size.output('tiny'), all.input('values'));
  return flow.build();
};

for (const mode of ['route-data', 'skip-branches'] as const) {
  describe(`in the mode "${mode}"`, () => {
    pluginSpec(conditional({ mode }), { workflow: sorting });
  });
}

nodeSpec(branch('value > 1', { inputs }), {
  plugins,
  examples: [
    { inputs: { value: 2 }, outputs: { true: 2, matched: true } },
    { inputs: { value: 0 }, outputs: { false: 0, matched: false } },
  ],
});
nodeSpec(switchOn({ large: 'value > 10' }, { otherwise: 'small', inputs }), {
  plugins,
  examples: [{ inputs: { value: 11 } }, { inputs: { value: 1 } }],
});
nodeSpec(partition({ large: 'value > 10' }, { otherwise: 'small' }), {
  plugins,
  examples: [{ inputs: { value: [1, 11, 2, 12] } }],
});
nodeSpec(merge(), { plugins, examples: [{ inputs: { values: [1, 2] }, outputs: { value: 1 } }] });
nodeSpec(kind('merge'), {
  plugins,
  examples: [{ config: { strategy: 'list' }, inputs: { values: [1, 2] } }],
});
