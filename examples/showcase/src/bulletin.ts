import { createHmac } from 'node:crypto';
import { defineNode, port } from '@tenon/core';
import type { Quake } from './quake.js';

/** Counts the events of one kind of severity and names the strongest. */
export const summarise = defineNode({
  type: 'summarise',
  inputs: { quakes: port<readonly Quake[]>() },
  settings: { label: port<string>() },
  outputs: { line: port<string>() },
  run({ quakes }, { settings: { label } }) {
    const [strongest] = quakes.toSorted((a, b) => b.magnitude - a.magnitude);
    const named = strongest === undefined ? '' : `, strongest ${titleOf(strongest)}`;
    return { line: `${label.padEnd(9)}${String(quakes.length).padStart(5)}${named}` };
  },
});

/** The strongest of a list. */
export const findStrongest = defineNode({
  type: 'find-strongest',
  inputs: { quakes: port<readonly Quake[]>() },
  outputs: { quake: port<Quake>() },
  run({ quakes }) {
    const [first, ...others] = quakes;
    if (first === undefined) throw new Error('There is no earthquake among the events.');
    return { quake: others.reduce((a, b) => (b.magnitude > a.magnitude ? b : a), first) };
  },
});

/** What to say when an earthquake was strong enough to alert people. */
export const raiseAlert = defineNode({
  type: 'raise-alert',
  inputs: { quake: port<Quake>() },
  outputs: { text: port<string>() },
  run: ({ quake }) => ({
    text: `ALERT: ${titleOf(quake)} at ${new Date(quake.time).toISOString()}`,
  }),
});

/** What to say otherwise. */
export const allClear = defineNode({
  type: 'all-clear',
  inputs: { quake: port<Quake>() },
  outputs: { text: port<string>() },
  run: ({ quake }) => ({ text: `No alert: the strongest was ${titleOf(quake)}` }),
});

/** Puts the report together. */
export const writeReport = defineNode({
  type: 'write-report',
  inputs: {
    title: port<string>(),
    lines: port<string>().many(),
    bulletin: port<string>(),
    count: port<number>(),
    smallest: port<number>(),
    rate: port<number>(),
  },
  outputs: { text: port<string>() },
  run({ title, lines, bulletin, count, smallest, rate }) {
    const slope = (rate / Math.LN10).toFixed(2);
    const frequency = `b-value   ${slope}, from ${count} earthquakes of magnitude ${smallest} or more`;
    return { text: [title, '', ...lines, '', frequency, '', bulletin].join('\n') };
  },
});

/** Signs a text, so that its readers can tell who wrote it. The key is a secret of the host. */
export const sign = defineNode({
  type: 'sign',
  inputs: { text: port<string>() },
  outputs: { signature: port<string>() },
  secrets: { key: 'SIGNING_KEY' },
  run: ({ text }, { secrets: { key } }) => ({
    signature: createHmac('sha256', key.reveal()).update(text).digest('hex').slice(0, 16),
  }),
});

function titleOf({ magnitude, place }: Quake): string {
  return `M ${magnitude.toFixed(1)} ${place}`;
}
