/** A contender whose process ends while it is loaded. */
process.exit(3);
