/** `npm test -- …`: installs, builds, and runs mocha with the arguments given. */
import { prepare } from './prepare.mjs';
import { forwarded, node } from './run.mjs';

prepare();
node('node_modules/mocha/bin/mocha.js', forwarded());
