import { createRuntime } from '@tenon/core';
import { cycles } from '@tenon/plugin-cycles';
import { fitWorkflow } from './fit-workflow.js';
import { CERTIFIED, STARTS } from './misra1a.js';

const DIGITS = 11;
const runtime = createRuntime({ plugins: [cycles()] });

for (const start of STARTS) {
  const { built, here, there } = fitWorkflow(start);
  const result = await runtime.execute(built);
  const { reason, iterations, details } = result.loops['fit'] ?? {};
  console.log(`from ${start.join(', ')}: ${reason ?? ''} after ${String(iterations)} steps`);
  for (const { iteration, outputs } of details?.history ?? []) {
    const residual = Number(outputs['here']?.['residual']);
    console.log(`  ${String(iteration).padStart(2)}  ${residual.toPrecision(DIGITS)}`);
  }
  const found = result.of(there)?.parameters.map((value) => value.toPrecision(DIGITS));
  console.log(`  parameters ${found?.join(', ') ?? ''}`);
  console.log(`  residual   ${result.of(here)?.residual.toPrecision(DIGITS) ?? ''}`);
}
console.log(
  `certified: ${CERTIFIED.parameters.map((value) => value.toPrecision(DIGITS)).join(', ')}; ${CERTIFIED.residual.toPrecision(DIGITS)}`,
);
