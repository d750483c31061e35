import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { Argument, Command, Option } from 'commander';
import { bashScript } from '#cli/completion/bash.js';
import { fishScript } from '#cli/completion/fish.js';
import { completionModel } from '#cli/completion/model.js';
import { zshScript } from '#cli/completion/zsh.js';
import { call } from '../support/terminal.js';

function program(): Command {
  const made = new Command('tool').option('-V, --version', "it's a version");
  made
    .command('draw')
    .description('draws: [things]')
    .argument('<file>')
    .option('-o, --output <file>', 'where to')
    .addOption(new Option('-f, --format <format>', 'which').choices(['svg', 'dot']));
  const made2 = made.command('make').argument('<folder>');
  made2.command('plugin').argument('<folder>');
  made.command('shell').addArgument(new Argument('<shell>').choices(['bash', 'zsh']));
  made.command('kinds').argument('[kind]');
  return made;
}

describe('the completion script', () => {
  const model = completionModel(program());

  it('completes commands, options and choices in bash, and leaves files to it', () => {
    const script = `${bashScript('tool', model)}
try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _tool; echo "\${COMPREPLY[*]}"; }
try tool d; try tool draw --; try tool draw --format ''; try tool draw -f s
try tool draw --output ''; try tool draw fi; try tool make p; try tool make plugin --; try tool shell ''
try tool -`;
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' });
    expect(stderr).to.equal('');
    expect(stdout.split('\n')).to.deep.equal([
      'draw',
      '--output --format --help',
      'svg dot',
      'svg',
      '',
      '',
      'plugin',
      '--help',
      'bash zsh',
      '--version -V --help -h',
      '',
    ]);
  });

  it('names everything to zsh, with what it reads as its own made harmless', () => {
    const script = zshScript('tool', model);
    expect(script).to.match(/^#compdef tool\n/);
    expect(script).to.include("'*--format[which]: :(svg dot)'");
    expect(script).to.include("'*--output[where to]: :_files'");
    expect(script).to.include("'draw:draws\\: \\[things\\]'");
    expect(script).to.include("'*--version[it'\\''s a version]'");
    expect(script).to.include('plugin) _tool_make_plugin ;;');
  });

  it('names everything to fish', () => {
    const script = fishScript('tool', model);
    expect(script).to.include(
      "complete -c tool -n '__fish_use_subcommand' -f -a draw -d 'draws: [things]'",
    );
    expect(script).to.include(
      "complete -c tool -n '__fish_seen_subcommand_from draw' -l format -s f -x -a 'svg dot' -d 'which'",
    );
    expect(script).to.include(
      "complete -c tool -n '__fish_seen_subcommand_from make; and __fish_seen_subcommand_from plugin' -F",
    );
    expect(script).to.include("-d 'it\\'s a version'");
  });

  it('is that of the whole command', async () => {
    const { code, out } = await call({}, 'completion', 'bash');
    expect(code).to.equal(0);
    expect(spawnSync('bash', ['-n'], { input: out }).status).to.equal(0);
    expect(out).to.include('--on-error').and.to.include("'new/plugin'");
    for (const shell of ['zsh', 'fish']) {
      expect((await call({}, 'completion', shell)).out).to.include('tenon completion for');
    }
    const wrong = await call({}, 'completion', 'csh');
    expect([wrong.code, wrong.err.includes('bash, zsh, fish')]).to.deep.equal([2, true]);
  });
});
