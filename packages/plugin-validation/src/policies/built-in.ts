import { CREDENTIALS } from './credentials/credentials.js';
import { PERSONAL_DATA } from './personal-data/personal-data.js';
import type { Policy } from './policy.js';
import { SQL } from './sql/sql.js';

/** The policies that a contract can ask for without anything being bound: `credentials`, `personal-data` and `sql`. */
export const BUILT_IN_POLICIES: readonly Policy[] = Object.freeze([
  CREDENTIALS,
  PERSONAL_DATA,
  SQL,
]);
