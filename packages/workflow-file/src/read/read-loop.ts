import type { LoopLimits } from '@tenon/core';
import type { TreeMember } from '../tree/tree.js';
import { describeTree, type Members } from './members.js';
import { readConnections } from './read-connection.js';
import type { StatedLoop } from './stated.js';

const NUMBERS = ['maxIterations', 'timeoutMs', 'maxHeapBytes', 'history'] as const;
const CONDITIONS = ['until', 'while'] as const;

/** What a file may say of a loop. */
const LOOP_MEMBERS = ['back', ...CONDITIONS, ...NUMBERS, 'onLimit'];

/** Reads one loop. `owner` is its workflow. */
export function readLoop(owner: Members, { name: id, value }: TreeMember): StatedLoop | undefined {
  const subject = { title: `loop "${id}"`, where: { ...owner.subject.where, loop: id } };
  if (value.kind !== 'map') {
    owner.tell(
      'FILE_VALUE_INVALID',
      value.at,
      `Loop "${id}" is ${describeTree(value)}, not an object.`,
      'Write { back: […], until: …, maxIterations: … }.',
    );
    return undefined;
  }
  const members = owner.inside(value, subject);
  members.expect(LOOP_MEMBERS);
  if (!members.has('back')) {
    members.missing('back', 'List the connections that carry values into the next iteration.');
  }
  const back = readConnections(members, 'back');
  const limits: { -readonly [K in keyof LoopLimits]: LoopLimits[K] } = {};
  for (const name of CONDITIONS) {
    const text = members.text(name);
    if (text !== undefined) limits[name] = text;
  }
  for (const name of NUMBERS) {
    const number = members.number(name);
    if (number !== undefined) limits[name] = number;
  }
  const onLimit = members.word('onLimit', ['fail', 'accept']);
  if (onLimit !== undefined) limits.onLimit = onLimit;
  return { id, back, limits };
}
