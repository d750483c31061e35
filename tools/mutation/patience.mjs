/**
 * Loaded by mocha ahead of the specs. A test that waits for what never comes would be ended by Stryker's clock, together with its
 * process, which costs many times what the test does: ended by mocha, it fails, and the process goes on with the next mutant.
 */

/** Far more than any of the tests takes that state no time of their own, on a busy machine too. */
const PATIENCE_MS = 5000;

export const mochaHooks = {
  beforeEach() {
    const test = this.currentTest;
    if (test.timeout() === 0) test.timeout(PATIENCE_MS);
  },
};
