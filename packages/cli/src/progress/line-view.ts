import type { RunEvent } from '@tenon/core';
import { harmless } from '../io/harmless.js';
import type { Output } from '../io/io.js';
import { say } from '../io/lines.js';
import type { Palette } from '../io/palette.js';
import { durationText } from '../show/duration.js';
import { marked } from './marks.js';
import { convergenceOf } from './progress.js';
import type { ProgressView } from './view.js';

/** Tells of each node once: where there is no terminal to draw in. */
export class LineView implements ProgressView {
  readonly #stream: Output;
  readonly #palette: Palette;
  /** Whether a node is visited again and again, and the loop is told of instead. */
  readonly #isInLoop: (node: string) => boolean;

  constructor(stream: Output, palette: Palette, isInLoop: (node: string) => boolean) {
    this.#stream = stream;
    this.#palette = palette;
    this.#isInLoop = isInLoop;
  }

  event(event: RunEvent): void {
    const { dim } = this.#palette;
    switch (event.type) {
      case 'nodeSettled': {
        const { status, durationMs } = event.outcome;
        if (status !== 'failed' && this.#isInLoop(event.node)) break;
        const note =
          status === 'completed' && durationMs !== undefined ? durationText(durationMs) : status;
        this.note(`${marked(status, this.#palette)} ${harmless(event.node)}  ${dim(note)}`);
        break;
      }
      case 'loopIterated': {
        const numbers = convergenceOf(event.details);
        const note = `iteration ${String(event.iteration)}${numbers === undefined ? '' : `, ${numbers}`}`;
        this.note(
          `${marked('running', this.#palette)} ${harmless(event.loop)}  ${dim(harmless(note))}`,
        );
        break;
      }
      case 'loopEnded': {
        const { reason, iterations } = event;
        const isBad = reason === 'failed' || reason === 'aborted';
        const mark = marked(isBad ? reason : 'completed', this.#palette);
        const count = iterations === 1 ? '1 iteration' : `${String(iterations)} iterations`;
        this.note(`${mark} ${harmless(event.loop)}  ${dim(`${reason} after ${count}`)}`);
        break;
      }
      default:
    }
  }

  note(text: string): void {
    say(this.#stream, text);
  }

  close(): void {}
}
