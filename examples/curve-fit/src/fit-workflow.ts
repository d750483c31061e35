import { defineNode, port, workflow } from '@tenon/core';
import { type Parameters, POINTS, type Point } from './misra1a.js';
import { gaussNewtonStep, residualOf } from './model.js';

/** Where the next step leads from here. */
const linearise = defineNode({
  type: 'linearise',
  inputs: { points: port<readonly Point[]>(), parameters: port<Parameters>() },
  outputs: {
    points: port<readonly Point[]>(),
    parameters: port<Parameters>(),
    residual: port<number>(),
    step: port<Parameters>(),
  },
  run: ({ points, parameters }) => ({
    points,
    parameters,
    residual: residualOf(parameters, points),
    step: gaussNewtonStep(parameters, points),
  }),
});

/** Takes a part of the step. `change` is how far that goes, relative to where it leads. */
const advance = defineNode({
  type: 'advance',
  inputs: {
    points: port<readonly Point[]>(),
    parameters: port<Parameters>(),
    residual: port<number>(),
    step: port<Parameters>(),
    part: port<number>().default(1),
  },
  outputs: {
    parameters: port<Parameters>(),
    isBetter: port<boolean>(),
    change: port<number>(),
    half: port<number>(),
  },
  run: ({ points, parameters: [a, b], residual, step: [da, db], part }) => {
    const parameters: Parameters = [a + part * da, b + part * db];
    return {
      parameters,
      isBetter: residualOf(parameters, points) <= residual,
      change: Math.max(
        Math.abs((part * da) / parameters[0]),
        Math.abs((part * db) / parameters[1]),
      ),
      half: part / 2,
    };
  },
});

/**
 * Fits the model to the points by the damped method of Gauss and Newton. The inner loop halves a step until it makes the
 * fit better; the outer one takes steps until they are too small to matter.
 */
export function fitWorkflow(start: Parameters) {
  const flow = workflow('fit');
  const here = flow.add('here', linearise, { points: POINTS, parameters: start });
  const there = flow.add('there', advance);
  flow.connect(here.out.points, there.in.points);
  flow.connect(here.out.parameters, there.in.parameters);
  flow.connect(here.out.residual, there.in.residual);
  flow.connect(here.out.step, there.in.step);
  flow.loop('fit', {
    back: [[there.out.parameters, here.in.parameters]],
    until: ({ value }) => value(there.out.change) < 1e-9,
    maxIterations: 50,
    history: 50,
  });
  flow.loop('damp', {
    back: [[there.out.half, there.in.part]],
    until: 'there.isBetter || there.change < 1e-12',
    maxIterations: 60,
  });
  return { built: flow.build(), here, there };
}
