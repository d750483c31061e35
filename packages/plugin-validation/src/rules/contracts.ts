import { connectionsOf, findingIn, type Rule } from './subject.js';

/** CONTRACT_UNKNOWN and CONTRACT_INVALID: the contract of every connection is registered, or is one. */
export const contracts: Rule = function* (subject) {
  for (const { connection, where, title } of connectionsOf(subject)) {
    if (connection.contract === undefined) continue;
    const { problems } = subject.contracts.compile(connection.contract, subject.resolved.workflow);
    for (const { code, what, hint } of problems) {
      yield findingIn(subject, code, `The contract of ${title} ${what}.`, { where, hint });
    }
  }
};
