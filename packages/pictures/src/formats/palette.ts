import type { DrawnState } from '../drawing/drawing.js';

/** Colours of a line, what it encloses, and text on that. */
export interface Tint {
  readonly line: string;
  readonly fill: string;
  readonly text: string;
}

/** One set of colours. Texts have a contrast of 4.5 to 1 or more on their fill, and lines 3 to 1 on the page. */
export interface Palette {
  readonly page: string;
  readonly text: string;
  readonly quiet: string;
  readonly edge: string;
  readonly dead: string;
  readonly back: string;
  readonly frame: string;
  readonly plain: Tint;
  readonly states: Readonly<Record<DrawnState, Tint>>;
}

const GREEN = { line: '#1a7f37', fill: '#dafbe1', text: '#0f3d1e' };
const GREY = { line: '#8c959f', fill: '#f6f8fa', text: '#59636e' };
const RED = { line: '#cf222e', fill: '#ffebe9', text: '#6e0d18' };
const AMBER = { line: '#9a6700', fill: '#fff8c5', text: '#4d3300' };

export const LIGHT: Palette = {
  page: '#ffffff',
  text: '#1f2328',
  quiet: '#59636e',
  edge: '#59636e',
  dead: '#8c959f',
  back: '#8250df',
  frame: '#8250df',
  plain: { line: '#59636e', fill: '#f6f8fa', text: '#1f2328' },
  states: {
    completed: GREEN,
    skipped: GREY,
    failed: RED,
    aborted: AMBER,
    runs: GREEN,
    may: AMBER,
    never: GREY,
  },
};

const DARK_GREEN = { line: '#3fb950', fill: '#12261e', text: '#c8f0d0' };
const DARK_GREY = { line: '#6e7681', fill: '#161b22', text: '#9198a1' };
const DARK_RED = { line: '#f85149', fill: '#3c1618', text: '#ffdcd7' };
const DARK_AMBER = { line: '#d29922', fill: '#2e2410', text: '#f5e0a8' };

export const DARK: Palette = {
  page: '#0d1117',
  text: '#e6edf3',
  quiet: '#9198a1',
  edge: '#9198a1',
  dead: '#6e7681',
  back: '#bc8cff',
  frame: '#a371f7',
  plain: { line: '#9198a1', fill: '#161b22', text: '#e6edf3' },
  states: {
    completed: DARK_GREEN,
    skipped: DARK_GREY,
    failed: DARK_RED,
    aborted: DARK_AMBER,
    runs: DARK_GREEN,
    may: DARK_AMBER,
    never: DARK_GREY,
  },
};
