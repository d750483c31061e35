import { type CodesOf, defineCodes } from '@tenon/core';

/** The codes of `@tenon/nodes-standard`. Those of expressions and conditions belong to `@tenon/conditions`. */
export const NODE_CODES = defineCodes('@tenon/nodes-standard', {
  FILE_REFUSED: {
    category: 'access',
    meaning:
      'A path is no relative path, leads out of the root folder, or leads to what is no regular file; or no root is set.',
    remedy: 'State a path inside the root folder: standardNodes({ root }).',
  },
  FILE_MISSING: {
    category: 'missing',
    meaning: 'There is no file, or no folder, where a path leads to.',
    remedy: 'Correct the path, which is relative to the root folder.',
  },
  FILE_EXISTS: {
    category: 'constraint',
    meaning: 'A file that is to be written anew is there already.',
    remedy: "State ifExists: 'replace', or another path.",
  },
  FILE_TOO_LARGE: {
    category: 'limit',
    meaning: 'A file that is read as a whole is larger than the limit.',
    remedy: 'Read CSV with stream: true, or raise "maxBytes" of standardNodes.',
  },
  FILE_CHANGED: {
    category: 'constraint',
    meaning: 'A file that a stream of rows comes from has changed since it was looked at first.',
    remedy: 'Write to another file than the one that is read.',
  },
  FILE_FAILED: {
    category: 'node',
    meaning: 'The operating system refused to read or to write a file.',
    remedy: 'See the cause: permissions, space on the disk.',
  },
  TEXT_INVALID: {
    category: 'type',
    meaning: 'A file is not in the encoding stated, or a text cannot be written in it.',
    remedy: 'State the encoding that the file is in.',
  },
  JSON_INVALID: {
    category: 'type',
    meaning: 'A text is no JSON, or a value cannot be written as JSON.',
    remedy: 'Correct it at the place that the message states.',
  },
  CSV_INVALID: {
    category: 'type',
    meaning:
      'A file is no CSV of the kind stated: a quote that is not closed, a line with more or fewer values, a value of another type.',
    remedy: 'Correct the line that the message states, or the settings of the node.',
  },
  ROWS_INVALID: {
    category: 'type',
    meaning:
      'What a node is to go through is no list and no stream of rows, or an item is not of the kind that it needs.',
    remedy:
      'Correct the item that the message states by its index, or filter such items out first.',
  },
  HTTP_REFUSED: {
    category: 'access',
    meaning:
      'The HTTP policy does not allow a request, an address that a host resolves to, or a redirect.',
    remedy: 'List the host by standardNodes({ http: { hosts } }), or bind an HttpPolicy.',
  },
  HTTP_FAILED: {
    category: 'node',
    meaning:
      'A request got no response: no such host, no connection, a certificate that is not trusted.',
    remedy: 'See the cause.',
  },
  HTTP_STATUS: {
    category: 'node',
    meaning: 'A response has a status other than 2xx.',
    remedy: 'Look at what was asked, or state expect: \'any\' and decide by the output "status".',
  },
  HTTP_TIMEOUT: {
    category: 'limit',
    meaning: 'A request was not answered in full within its time limit.',
    remedy: 'Raise "timeoutMs" of the node.',
  },
  HTTP_TOO_LARGE: {
    category: 'limit',
    meaning: 'The body of a response is larger than the limit.',
    remedy: 'Ask for less, or raise "maxBytes" of the node, which that of standardNodes bounds.',
  },
  HTTP_INVALID: {
    category: 'type',
    meaning:
      'A request cannot be made of the inputs, or a response is not what the node reads it as.',
    remedy: 'Correct the URL, header or body that the message states, or the setting "as".',
  },
  TEXT_TEMPLATE_INVALID: {
    category: 'structure',
    meaning: 'A template text cannot be read.',
    remedy: 'Correct it at the position that the message states.',
  },
  TEXT_TEMPLATE_FAILED: {
    category: 'constraint',
    meaning: 'A template names a value that is not there, or is beyond a limit.',
    remedy: 'Give it the value, or ask for it by {% if %} first.',
  },
  ASSERTION_FAILED: {
    category: 'constraint',
    meaning: 'The condition of an "assert" node does not hold.',
    remedy: 'Look at the value that the message describes, and at where it comes from.',
  },
  FOR_EACH_FAILED: {
    category: 'node',
    meaning: 'What a "for-each" node runs for each item failed for one of them.',
    remedy: "See the cause; or state onError: 'collect' to go on with the others.",
  },
});

declare module '@tenon/core' {
  interface ErrorCodes extends CodesOf<typeof NODE_CODES> {}
}
