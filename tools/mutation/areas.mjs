/** What is mutated, and which specs are to notice: quick ones first, as the first that fails ends the work on a mutant. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run.mjs';

const CORE = 'packages/core';
const CYCLES = plugin('cycles');
const CONDITIONAL = plugin('conditional');
const CONDITIONS = 'packages/conditions';

/** What drives the machine through a whole runtime. */
const RUNS = specs(
  `${CORE}/test/runtime`,
  'flow routing loops swept-loops failures concurrency conducted-workflows sub-workflows deliveries why abort-phases found-in-review found-by-attack',
);
/** Random graphs, run by the machine and by a small evaluator that is plainly right. */
const COMPARED = specs(`${CORE}/test/reference`, 'machine equivalence');
const OF_CYCLES = [
  ...allSpecs(`${CYCLES}/test/unit`, 'bodies version'),
  ...specs(`${CYCLES}/test/plugin`, 'ends conditions hooks memory summary options'),
  ...specs(`${CYCLES}/test/unit`, 'bodies'),
  ...specs(`${CYCLES}/test/plugin`, 'verify bad-inputs inside'),
];
const OF_CONDITIONS = [
  ...allSpecs(`${CONDITIONS}/test/unit`, 'agreement limits readme version'),
  ...specs(`${CONDITIONS}/test/unit`, 'limits agreement'),
];

/**
 * By name: the project to build, the sources to mutate and the specs, in order. What runs for seconds on graphs of 100,000
 * nodes, or measures memory, is left out.
 */
const STATED = [
  [
    'order',
    {
      title: 'Order of plugins',
      project: `${CORE}/test`,
      mutate: sources(
        `${CORE}/src/plugin`,
        'arrows capabilities explain-cycle placement resolve-order unmatched',
      ),
      specs: [
        ...allSpecs(`${CORE}/test/unit/plugin`),
        ...specs(`${CORE}/test/runtime`, 'plugin-order start'),
      ],
    },
  ],
  [
    'scheduler',
    {
      title: 'Scheduler',
      project: `${CORE}/test`,
      mutate: [`${CORE}/src/run/scheduler/*.ts`],
      specs: [
        ...specs(`${CORE}/test/unit/run`, 'int-queue join machine state executor'),
        ...RUNS,
        ...COMPARED,
      ],
    },
  ],
  [
    'plan',
    {
      title: 'Plan: gates, regions, inputs',
      project: `${CORE}/test`,
      mutate: [`${CORE}/src/plan/*.ts`],
      specs: [
        ...allSpecs(`${CORE}/test/unit/plan`),
        ...specs(`${CORE}/test/unit/run`, 'gather join machine executor'),
        ...specs(
          `${CORE}/test/runtime`,
          'nodes hook-order plugin-failures values odd-inputs results',
        ),
        ...RUNS,
        ...COMPARED,
      ],
    },
  ],
  [
    'loops',
    {
      title: 'Loops',
      project: `${CYCLES}/test`,
      mutate: [`${CYCLES}/src/control/*.ts`, `${CYCLES}/src/regions.ts`],
      specs: OF_CYCLES,
    },
  ],
  [
    'bodies',
    {
      title: 'Bodies and conditions of loops',
      project: `${CYCLES}/test`,
      mutate: [`${CYCLES}/src/{body,condition,verify,watch}/*.ts`],
      specs: OF_CYCLES,
    },
  ],
  [
    'gates',
    {
      title: 'Switches and their gates',
      project: `${CONDITIONAL}/test`,
      mutate: [
        ...sources(`${CONDITIONAL}/src`, 'branches gates routing summary'),
        ...sources(
          `${CONDITIONAL}/src/nodes`,
          'branch case-switch cases define-switch matching partition route switch-on',
        ),
      ],
      specs: [
        ...allSpecs(`${CONDITIONAL}/test/unit`, 'coverage never-run version'),
        ...allSpecs(`${CONDITIONAL}/test/plugin`, 'branches readme verify'),
        ...specs(`${CONDITIONAL}/test/plugin`, 'verify branches'),
      ],
    },
  ],
  [
    'conditions',
    {
      title: 'Conditions',
      project: `${CONDITIONS}/test`,
      mutate: [`${CONDITIONS}/src/*.ts`, `!${CONDITIONS}/src/{codes,index,version}.ts`],
      specs: OF_CONDITIONS,
    },
  ],
  [
    'cel',
    {
      title: 'Conditions as CEL text',
      project: `${CONDITIONS}/test`,
      mutate: [`${CONDITIONS}/src/cel/*.ts`],
      specs: OF_CONDITIONS,
    },
  ],
];

/** Those of packages that are there: any plugin may be removed. */
export const AREAS = new Map(STATED.filter(([, { project }]) => existsSync(join(root, project))));

/** The folder of a plugin. */
function plugin(name) {
  return `packages/plugin-${name}`;
}

/** Every spec of a folder but those named. */
function allSpecs(folder, without = '') {
  const left = without.split(' ').map((name) => `${name}.spec.ts`);
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.spec.ts') && !left.includes(file))
    .map((file) => `${folder}/${file}`);
}

function specs(folder, names) {
  return names.split(' ').map((name) => `${folder}/${name}.spec.ts`);
}

function sources(folder, names) {
  return names.split(' ').map((name) => `${folder}/${name}.ts`);
}
