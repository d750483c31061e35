import type { RunEvent } from '@tenon/core';
import { createLogUpdate } from 'log-update';
import type { Io } from '../io/io.js';
import type { Palette } from '../io/palette.js';
import type { Progress } from './progress.js';
import { treeLines } from './tree.js';
import type { ProgressView } from './view.js';

/** Milliseconds between two drawings. */
const REDRAW_MS = 80;

/** Draws the tree of a run in a terminal, again and again in the same place. */
export class LiveView implements ProgressView {
  readonly #io: Pick<Io, 'stderr' | 'now'>;
  readonly #progress: () => Progress | undefined;
  readonly #palette: Palette;
  readonly #update: ReturnType<typeof createLogUpdate>;
  readonly #stop: () => void;

  /** `progress` answers nothing as long as there is no plan. */
  constructor(
    io: Pick<Io, 'stderr' | 'now' | 'every'>,
    progress: () => Progress | undefined,
    palette: Palette,
  ) {
    this.#io = io;
    this.#progress = progress;
    this.#palette = palette;
    this.#update = createLogUpdate(io.stderr);
    this.#stop = io.every(REDRAW_MS, () => this.#draw());
  }

  event(event: RunEvent): void {
    this.#progress()?.apply(event);
  }

  note(text: string): void {
    this.#update.clear();
    this.#io.stderr.write(`${text}\n`);
    this.#draw();
  }

  close(): void {
    this.#stop();
    this.#update.clear();
    this.#update.done();
  }

  #draw(): void {
    const progress = this.#progress();
    if (progress === undefined) return;
    const { columns = 80, rows = 24 } = this.#io.stderr;
    const now = this.#io.now();
    this.#update(treeLines(progress, { columns, rows, palette: this.#palette, now }).join('\n'));
  }
}
