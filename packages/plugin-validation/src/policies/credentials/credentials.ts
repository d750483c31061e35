import { type Detection, definePolicy } from '../define-policy.js';
import { type Detector, recognise } from '../detector.js';
import { holdsAssignment } from './assignments.js';
import { credentialKindOf } from './credential-names.js';
import { isCredential } from './credential-values.js';
import { HEADER_DETECTORS } from './header-shapes.js';
import { mayHoldToken, TOKEN_DETECTORS } from './token-detectors.js';

const HINT = 'Declare it as a secret of the node that needs it, and leave it out of the data.';

/** Nothing shorter is a credential that shows by itself. */
const SHORTEST_TEXT = 8;

const NAMED: Detection = {
  detector: 'credential-name',
  holds: 'a text under the name of a credential',
  hint: HINT,
};

/** What recognises credentials by how they are written down. */
const WRITTEN: readonly Detector[] = [
  ...HEADER_DETECTORS,
  {
    detector: 'assigned-credential',
    holds: 'a credential behind its name',
    source: 'How environments, connection strings, queries, JSON and YAML write names and values',
    isIn: holdsAssignment,
  },
];

/** What recognises credentials in texts, each with the source of its shape. */
export const CREDENTIAL_DETECTORS: readonly Detector[] = [...TOKEN_DETECTORS, ...WRITTEN];

/**
 * Credentials: texts under names such as `apiKey` or `client_secret`, and what shows by itself, such as keys of well-known
 * issuers, JSON web tokens, private keys, and passwords in addresses.
 *
 * A name counts by its last words (`token_count` is a count), and only with a text that could be the credential: not a
 * number or boolean, nor a placeholder, a template, a reference or a sentence. Opaque secrets are values of their own and
 * do not count either.
 */
export const CREDENTIALS = definePolicy('credentials', {
  key: (name, value) => {
    if (typeof value !== 'string') return undefined;
    const kind = credentialKindOf(name);
    return kind !== undefined && isCredential(value, kind) ? NAMED : undefined;
  },
  text: (text) => {
    if (text.length < SHORTEST_TEXT) return undefined;
    return recognise(mayHoldToken(text) ? CREDENTIAL_DETECTORS : WRITTEN, text, HINT);
  },
});
