import { expect } from 'chai';
import { NameHints } from '#core/verify/name-hints.js';

describe('name hints', () => {
  it('suggest near names, and list all where none is near', () => {
    const hints = new NameHints();
    const names = new Set(['total', 'order']);
    expect(hints.near('totla', names)).to.equal('Did you mean "total"?');
    expect(hints.near('customer', names)).to.equal(undefined);
    expect(hints.nearOrAll('customer', names, 'outputs')).to.equal(
      'Its outputs: "total" and "order".',
    );
    expect(hints.nearOrAll('customer', new Set<string>(), 'outputs')).to.equal(
      'It has no outputs.',
    );
  });

  it('look for a name once among the same candidates', () => {
    let searches = 0;
    const candidates = {
      size: 1,
      keys: () => {
        searches++;
        return ['total'];
      },
    };
    const hints = new NameHints();
    for (let i = 0; i < 5; i++) {
      hints.near('totla', candidates);
      hints.near('nothing like it', candidates);
    }
    expect(searches).to.equal(2);
  });

  it('give no more suggestions when too much was compared', () => {
    const hints = new NameHints(3);
    const names = new Set(['total', 'order']);
    expect(hints.near('totla', names)).to.equal('Did you mean "total"?');
    expect(hints.near('ordre', names)).to.equal(undefined);
    expect(hints.near('totla', names), 'known already').to.equal('Did you mean "total"?');
  });

  it('have nothing to say of what is no text', () => {
    expect(new NameHints().near(7, new Set(['total']))).to.equal(undefined);
  });
});
