#!/usr/bin/env node
import { flushed, processIo } from './io/process-io.js';
import { tenon } from './tenon.js';

const io = processIo();
const exitCode = await tenon(process.argv.slice(2), io);
await Promise.all([flushed(io.stdout), flushed(io.stderr)]);
// A node that was given up on may still hold a timer or a socket.
process.exit(exitCode);
