import { heapGrowth } from '@tenon/testing';
import { expect } from 'chai';
import { Lane } from '#service/lane.js';
import { Ticket } from '#service/ticket.js';

function aTicket(number: number, rank = 0): Ticket {
  return new Ticket({ runId: String(number), workflow: 'test', tenant: 'a', rank, number });
}

describe('a lane', () => {
  it('grows by none of those that leave early, however long the first one waits', async () => {
    const lane = new Lane('a', {});
    lane.push(aTicket(-1, -1));
    const growth = await heapGrowth(
      (number) => {
        const ticket = aTicket(number);
        lane.push(ticket);
        ticket.state = 'leaving';
        lane.forget();
      },
      { rounds: 50_000 },
    );
    expect(growth).to.be.below(200_000);
    expect(lane.waiting).to.equal(1);
    expect(lane.pop()?.number).to.equal(-1);
    expect(lane.pop()).to.equal(undefined);
    expect(lane.isEmpty).to.equal(true);
  });

  it('keeps the order of those that stay when it is cleared of those that left', () => {
    const lane = new Lane('a', {});
    const tickets = Array.from({ length: 100 }, (_, i) => aTicket(i, i % 7));
    for (const ticket of tickets) lane.push(ticket);
    for (const ticket of tickets) {
      if (ticket.number % 3 === 0) continue;
      ticket.state = 'leaving';
      lane.forget();
    }
    const order: number[] = [];
    for (let next = lane.pop(); next !== undefined; next = lane.pop()) order.push(next.number);
    const expected = tickets
      .filter(({ number }) => number % 3 === 0)
      .sort((a, b) => a.rank - b.rank || a.number - b.number)
      .map(({ number }) => number);
    expect(order).to.deep.equal(expected);
  });
});
