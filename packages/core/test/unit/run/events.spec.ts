import { expect } from 'chai';
import {
  EVENT_BUFFER,
  type EventFacts,
  EventHub,
  type EventReader,
  type RunEvent,
} from '#core/run/events/events.js';

function started(node: string): EventFacts {
  return { type: 'nodeStarted', node };
}

async function next(reader: EventReader): Promise<RunEvent> {
  const { value } = (await reader.next()) as IteratorYieldResult<RunEvent>;
  return value;
}

function hub(): EventHub {
  let now = 0;
  return new EventHub('run', () => ++now);
}

describe('EventHub', () => {
  it('numbers events, also those that nobody reads', async () => {
    const events = hub();
    events.emit(started('a'));
    const reader = events.read();
    events.emit(started('b'));
    expect(await next(reader)).to.deep.equal({
      seq: 2,
      at: 1,
      runId: 'run',
      type: 'nodeStarted',
      node: 'b',
    });
  });

  it('gives each reader everything from when it began to read', async () => {
    const events = hub();
    const [first, second] = [events.read(), events.read()];
    events.emit(started('a'));
    events.close();
    for (const reader of [first, second]) {
      const nodes: unknown[] = [];
      for await (const event of reader) nodes.push('node' in event && event.node);
      expect(nodes).to.deep.equal(['a']);
    }
  });

  it('keeps as many events as a reader asks for, and drops the oldest beyond', async () => {
    const events = hub();
    const [few, all] = [events.read({ buffer: 2 }), events.read({ buffer: Infinity })];
    for (let i = 0; i < 3 * EVENT_BUFFER; i++) events.emit(started(String(i)));
    expect([few.dropped, all.dropped]).to.deep.equal([3 * EVENT_BUFFER - 2, 0]);
    expect([(await next(few)).seq, (await next(all)).seq]).to.deep.equal([3 * EVENT_BUFFER - 1, 1]);
  });

  it('takes a number of events from 1 on for a buffer', () => {
    for (const buffer of [0, -1, Number.NaN, '5' as unknown as number]) {
      expect(() => hub().read({ buffer }))
        .to.throw('The option "buffer" of a reader of events is')
        .with.property('code', 'OPTION_INVALID');
    }
  });

  it('freezes its events', async () => {
    const events = hub();
    const reader = events.read();
    events.emit(started('a'));
    expect(await next(reader)).to.be.frozen;
  });

  it('ends a reader that comes when all is over', async () => {
    const events = hub();
    events.close();
    expect(await events.read().next()).to.deep.equal({ done: true, value: undefined });
  });
});

describe('EventReader', () => {
  it('waits for what has not come yet, in the order it was asked', async () => {
    const events = hub();
    const reader = events.read();
    const [first, second, third] = [reader.next(), reader.next(), reader.next()];
    events.emit(started('a'));
    events.emit(started('b'));
    events.close();
    expect((await first).value).to.include({ node: 'a' });
    expect((await second).value).to.include({ node: 'b' });
    expect((await third).done).to.equal(true);
  });

  it('keeps what has been emitted before the end', async () => {
    const events = hub();
    const reader = events.read();
    events.emit(started('a'));
    events.close();
    expect(await next(reader)).to.include({ node: 'a' });
    expect((await reader.next()).done).to.equal(true);
  });

  it('drops the oldest events beyond its bound, counts them, and shows the gap', async () => {
    const events = hub();
    const slow = events.read();
    for (let i = 0; i < EVENT_BUFFER + 5; i++) events.emit(started(String(i)));
    expect(slow.dropped).to.equal(5);
    expect(events.dropped).to.equal(5);
    expect(await next(slow)).to.include({ seq: 6, node: '5' });
  });

  it('drops nothing for a reader that keeps up, however many events there are', async () => {
    const events = hub();
    const reader = events.read();
    for (let i = 1; i <= 5 * EVENT_BUFFER; i++) {
      events.emit(started('a'));
      if (i % 2 === 0) {
        await reader.next();
        expect(await next(reader)).to.include({ seq: i });
      }
    }
    expect(reader.dropped).to.equal(0);
  });

  it('reads on in order after it has lagged and dropped again and again', async () => {
    const events = hub();
    const reader = events.read();
    let last = 0;
    let read = 0;
    for (let round = 0; round < 5; round++) {
      for (let i = 0; i < EVENT_BUFFER + 100; i++) events.emit(started('a'));
      for (let i = 0; i < 700; i++) {
        const { seq } = await next(reader);
        expect(seq).to.be.greaterThan(last);
        last = seq;
        read++;
      }
    }
    events.close();
    for await (const { seq } of reader) {
      expect(seq).to.be.greaterThan(last);
      last = seq;
      read++;
    }
    expect(read + reader.dropped).to.equal(5 * (EVENT_BUFFER + 100));
    expect(last).to.equal(5 * (EVENT_BUFFER + 100));
  });

  it('that stops reading gets nothing more, and costs nothing more', async () => {
    const events = hub();
    const reader = events.read();
    events.emit(started('a'));
    expect(await reader.return()).to.deep.equal({ done: true, value: undefined });
    for (let i = 0; i < 2 * EVENT_BUFFER; i++) events.emit(started('b'));
    expect((await reader.next()).done).to.equal(true);
    expect(events.dropped).to.equal(0);
  });
});
