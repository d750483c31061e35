import { expect } from 'chai';
import { EXIT_MEANINGS } from '#cli/exit-codes.js';
import { call } from '../support/terminal.js';

const COMMANDS = [
  ...['run', 'verify', 'plan', 'graph', 'describe', 'nodes', 'schema', 'new', 'completion'],
];

describe('the arguments', () => {
  it('are explained, with the exit codes, by --help and by calling nothing', async () => {
    const { code, out } = await call({}, '--help');
    expect(code).to.equal(0);
    for (const command of COMMANDS) expect(out).to.match(new RegExp(`^ {2}${command}\\b`, 'm'));
    for (const [exitCode, text] of EXIT_MEANINGS) expect(out).to.include(`${exitCode}  ${text}`);
    const nothing = await call({});
    expect(nothing.code).to.equal(2);
    expect(nothing.err).to.include('Usage: tenon');
  });

  it('of every command are explained with examples', async () => {
    for (const command of [...COMMANDS.map((name) => [name]), ['new', 'plugin']]) {
      const { code, out } = await call({}, ...command, '--help');
      expect(code).to.equal(0);
      expect(out, command.join(' ')).to.include('Examples:\n  ');
    }
    expect((await call({}, 'help', 'run')).out).to.include('Usage: tenon run');
  });

  it('that are unknown are answered with near names', async () => {
    const command = await call({}, 'rnu');
    expect([command.code, command.err]).to.deep.equal([
      2,
      "error: unknown command 'rnu'\n(Did you mean run?)\n(see tenon --help)\n",
    ]);
    const option = await call({}, 'verify', 'a.yaml', '--jsn');
    expect(option.err).to.include('(Did you mean --json?)').and.to.include('tenon verify --help');
  });

  it('tell the version', async () => {
    expect((await call({}, '--version')).out).to.match(/^\d+\.\d+\.\d+\n$/);
  });

  it('are explained in colour in a terminal only', async () => {
    const bold = String.fromCharCode(27);
    expect((await call({ isTTY: true }, '--help')).out).to.include(bold);
    expect((await call({}, '--help')).out).to.not.include(bold);
    expect((await call({ isTTY: true, env: { NO_COLOR: '1' } }, '--help')).out).to.not.include(
      bold,
    );
    expect((await call({ env: { FORCE_COLOR: '1' } }, '--help')).out).to.include(bold);
  });
});
