import {
  contentFailure,
  type InvokeResult,
  isThenable,
  type NodeWrapper,
  type UnwrappedStep,
} from '@tenon/core';

/** Throws where outputs say `success: false`, so that such an attempt is one that failed. */
export function heedingContent(step: UnwrappedStep, workflow: string): NodeWrapper {
  const heed = (outputs: InvokeResult): InvokeResult => {
    const failure = contentFailure(step, workflow, outputs);
    if (failure !== undefined) throw failure;
    return outputs;
  };
  return (next) => (inputs, context) => {
    const answer = next(inputs, context);
    return isThenable(answer) ? Promise.resolve(answer).then(heed) : heed(answer);
  };
}
