import { type CodesOf, defineCodes } from '@tenon/core';

/** The codes of `@tenon/plugin-validation`. */
export const VALIDATION_CODES = defineCodes('@tenon/plugin-validation', {
  TYPE_MISMATCH: {
    category: 'type',
    meaning:
      'A value is not of the type that a port declares; or, before a run, the type of an output and that of the input it is connected to have no value in common.',
    remedy: 'Correct the node that delivers it, or the schema of the port.',
  },
  ENUM_VIOLATED: {
    category: 'constraint',
    meaning: 'A value is none of those that the schema of a port lists.',
    remedy: 'Deliver one of them; the message names near ones. Or add it to the schema.',
  },
  SCHEMA_VIOLATED: {
    category: 'constraint',
    meaning:
      'A value is of the right type and still not as the schema of a port declares: a property is missing, a number too large.',
    remedy: 'Correct the node that delivers it, or the schema. Each flaw is listed with its place.',
  },
  CONTRACT_VIOLATED: {
    category: 'constraint',
    meaning: 'The value on a connection is not what the contract of that connection allows.',
    remedy: 'Correct the node that delivers it, or the contract.',
  },
  POLICY_VIOLATED: {
    category: 'policy',
    meaning: 'A connection carries what a policy of its contract keeps from travelling.',
    remedy: 'Take it out of the value before it is delivered: hand over a reference or a secret.',
  },
  CHECK_FAILED: {
    category: 'structure',
    meaning:
      'A schema or a policy threw or rejected while it checked a value, or answered what is no answer, so that nothing is known of the value.',
    remedy: 'Correct the schema or the policy: it answers flaws, and does not throw.',
  },
  CONTRACT_INVALID: {
    category: 'structure',
    meaning: 'A contract is none: a schema of it cannot be used, or a policy is not known.',
    remedy: 'Write { source, target, policies }, with schemas and the names of policies.',
  },
  CONTRACT_UNKNOWN: {
    category: 'structure',
    meaning: 'A connection names a contract that nobody registered.',
    remedy: 'Correct the name, or bind a NamedContract of that name.',
  },
  CONTRACT_DUPLICATE: {
    category: 'plugin',
    meaning: 'Two contracts are registered under one name.',
    remedy: 'Rename one of them. The names of built-in contracts are taken.',
  },
  POLICY_DUPLICATE: {
    category: 'plugin',
    meaning: 'Two policies are registered under one name.',
    remedy: 'Rename one of them. The names of built-in policies are taken.',
  },
  CONTRACT_UNSATISFIABLE: {
    category: 'type',
    meaning:
      'What a contract asks of a connection and what the connection can carry have no value in common.',
    remedy: 'Correct the contract, or the schemas of the two ports.',
  },
  SCHEMA_INVALID: {
    category: 'structure',
    meaning: 'What a port declares as its schema cannot be used as one.',
    remedy: 'Declare a Standard Schema, a JSON Schema (2020-12 or draft 7), or a class.',
  },
  DEFAULT_INVALID: {
    category: 'constraint',
    meaning: 'The default of a port is not what the schema of the same port allows.',
    remedy:
      'Correct the default or the schema: whoever relies on the default gets what nobody else may pass.',
  },
});

declare module '@tenon/core' {
  interface ErrorCodes extends CodesOf<typeof VALIDATION_CODES> {}
}
