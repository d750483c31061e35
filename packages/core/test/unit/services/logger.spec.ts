import { expect } from 'chai';
import sinon from 'sinon';
import { ConsoleLogger, type LogLevel, SilentLogger } from '#core/services/logger.js';

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

describe('ConsoleLogger', () => {
  afterEach(() => sinon.restore());

  it('writes from its level on, to the method of that name', () => {
    for (const [at, level] of LEVELS.entries()) {
      const spies = LEVELS.map((name) => sinon.stub(console, name));
      const logger = new ConsoleLogger(level);
      for (const name of LEVELS) logger[name]('hello', { id: 7 });
      const written = spies.map(({ args }) => args);
      expect(written).to.deep.equal(
        LEVELS.map((_, i) => (i < at ? [] : [['tenon: hello { id: 7 }']])),
      );
      sinon.restore();
    }
  });

  it('writes warnings and errors where nothing is said', () => {
    const [info, warn] = [sinon.stub(console, 'info'), sinon.stub(console, 'warn')];
    const logger = new ConsoleLogger();
    logger.info('quiet');
    logger.warn('loud');
    expect([info.callCount, warn.args]).to.deep.equal([0, [['tenon: loud']]]);
  });

  it('runs no code of the details', () => {
    const warn = sinon.stub(console, 'warn');
    const hostile = {
      toJSON() {
        throw new Error('run');
      },
      get secret() {
        throw new Error('run');
      },
    };
    new ConsoleLogger().warn('details', { hostile });
    expect(warn.args[0]?.[0]).to.include('secret: an accessor');
  });
});

describe('SilentLogger', () => {
  it('writes nothing', () => {
    const stubs = LEVELS.map((name) => sinon.stub(console, name));
    const logger = new SilentLogger();
    for (const name of LEVELS) logger[name]();
    expect(stubs.map(({ callCount }) => callCount)).to.deep.equal([0, 0, 0, 0]);
    sinon.restore();
  });
});
