/** `npm run conformance -- …`: installs, builds, and runs the conformance cases with the arguments given. */
import { prepare } from './prepare.mjs';
import { forwarded, node } from './run.mjs';

prepare();
node('conformance/dist/main.js', forwarded());
