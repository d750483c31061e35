import { type CodesOf, defineCodes } from '@tenon/core';

/** The codes of `@tenon/workflow-file`. */
export const FILE_CODES = defineCodes('@tenon/workflow-file', {
  FILE_INVALID: {
    category: 'structure',
    meaning:
      'A workflow file, or one that it names, cannot be taken as it is. All findings are in the error\'s "issues".',
    remedy: 'Correct what the findings say; each has a file, a line and a column.',
  },
  FILE_UNREADABLE: {
    category: 'missing',
    meaning: 'A file is not there, may not be read, is no file, or is no UTF-8 text.',
    remedy: 'Correct the path, or save the file as UTF-8.',
  },
  FILE_SYNTAX: {
    category: 'structure',
    meaning:
      'A text is no YAML 1.2 or JSON, holds more than one document, or uses a part of YAML that a workflow file does not take: tags of other types, merge keys, keys that are no text.',
    remedy: 'See the message, which names the place.',
  },
  FILE_DUPLICATE: {
    category: 'structure',
    meaning: 'A member stands twice in one object; two nodes have one id, say.',
    remedy: 'Rename one of them, or take one out.',
  },
  FILE_VERSION: {
    category: 'structure',
    meaning:
      'A workflow file does not say for which version of the format it is written, or for a newer one than this package reads.',
    remedy: 'Begin it with "tenon: 1", or update @tenon/workflow-file.',
  },
  FILE_MEMBER_UNKNOWN: {
    category: 'structure',
    meaning: 'A workflow file has a member that means nothing at its place.',
    remedy: 'Correct its name, or take it out; notes belong into "metadata".',
  },
  FILE_MEMBER_MISSING: {
    category: 'missing',
    meaning: 'A workflow file lacks a member that must be there.',
    remedy: 'Add it.',
  },
  FILE_VALUE_INVALID: {
    category: 'type',
    meaning: 'A member of a workflow file has a value of another kind than it takes.',
    remedy: 'See the message, which says what it takes.',
  },
  FILE_LIMIT: {
    category: 'limit',
    meaning: 'A workflow file is larger, deeper or of more parts than the limits let through.',
    remedy: 'Divide it into sub-workflows, or raise the limit named in the message.',
  },
  FILE_REFERENCE: {
    category: 'access',
    meaning:
      'A sub-workflow\'s "file" is no path that may be followed: it leads out of the root folder, is absolute, or is a URL.',
    remedy: 'Write a path relative to the file it stands in, or give loadWorkflow another root.',
  },
  FILE_CYCLE: {
    category: 'structure',
    meaning: 'A workflow file contains itself, directly or by way of others.',
    remedy: 'Use a loop where a workflow should repeat.',
  },
  WORKFLOW_UNWRITABLE: {
    category: 'type',
    meaning:
      'A workflow holds what a file cannot say: a function, a class, a value that is no data. All findings are in the error\'s "issues".',
    remedy: 'See the message; conditions are CEL text in files, and ports have JSON Schemas.',
  },
});

declare module '@tenon/core' {
  interface ErrorCodes extends CodesOf<typeof FILE_CODES> {}
}
