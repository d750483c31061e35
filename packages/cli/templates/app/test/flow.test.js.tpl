import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

/** What the workflow answers for these arguments of `tenon run`. */
function run(...args) {
  const shell = process.platform === 'win32';
  const all = ['tenon', 'run', 'flow.yaml', '--quiet', '--output', '-', ...args];
  return JSON.parse(execFileSync('npx', all, { encoding: 'utf8', shell }));
}

test('greets the world where nobody is named', () => {
  assert.deepEqual(run(), { text: 'Hello, World!' });
});

test('greets at length where the name is long', () => {
  assert.deepEqual(run('--set', 'name=Ferdinand'), {
    text: 'A very good day to you, Ferdinand!',
  });
});
