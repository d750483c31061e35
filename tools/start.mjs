/** `npm start -- …`: installs, builds, and runs the main example with the arguments given. */
import { prepare } from './prepare.mjs';
import { forwarded, node } from './run.mjs';

prepare();
node('examples/showcase/dist/main.js', forwarded());
