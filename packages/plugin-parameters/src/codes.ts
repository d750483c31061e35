import { type CodesOf, defineCodes } from '@tenon/core';

/** The codes of `@tenon/plugin-parameters`. */
export const PARAMETER_CODES = defineCodes('@tenon/plugin-parameters', {
  PARAMETER_UNKNOWN: {
    category: 'structure',
    meaning: 'A parameter is addressed to a node that is not there, or no node takes it.',
    remedy:
      'Correct the name; the message lists near ones. The option "unknown" makes it a warning or ignores it.',
  },
  PARAMETER_INVALID: {
    category: 'constraint',
    meaning: 'The parameters of a run, or one of them, do not have the form they must have.',
    remedy: 'Pass a plain object, or what parametersOf gives; a list to an input that takes many.',
  },
  INPUT_UNUSED: {
    category: 'structure',
    meaning: 'A workflow declares an input that goes to no node and stands in no template.',
    remedy:
      'Say where it goes, flow.input(name).to(node.in.name), or write ${name} in configuration.',
  },
  TEMPLATE_INVALID: {
    category: 'structure',
    meaning: 'A template in the configuration of a node cannot be read.',
    remedy: 'Write ${name}, ${name.path[0]} or ${name:-default}; write $${ for the two characters.',
  },
  TEMPLATE_UNRESOLVED: {
    category: 'missing',
    meaning:
      'A template in the configuration of a node names something that has no value in this run.',
    remedy: 'Pass it as a parameter, or give the template a default: ${name:-default}.',
  },
  SECRET_MISSING: {
    category: 'missing',
    meaning: 'The secret provider does not have a secret that a node needs.',
    remedy:
      'Give it to the provider, or declare it optional. Bind a SecretProvider where there is none.',
  },
  SECRET_OPAQUE: {
    category: 'type',
    meaning: 'A port whose schema is that of a text is configured with a secret, which is opaque.',
    remedy: 'Declare the port as port<SecretValue>(), and call reveal() where the text is needed.',
  },
  SECRET_FAILED: {
    category: 'run',
    meaning: 'The secret provider threw, answered no text, or did not answer in time.',
    remedy: 'See the cause, and correct the SecretProvider service.',
  },
});

declare module '@tenon/core' {
  interface ErrorCodes extends CodesOf<typeof PARAMETER_CODES> {}
}
