#!/usr/bin/env node
import { createTenon } from './command/create-tenon.js';

// Ends by itself once all is written: no timer and no socket is left.
process.exitCode = await createTenon(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
});
