import { type CodesOf, defineCodes } from '@tenon/core';

/** The codes of `@tenon/plugin-resources`. */
export const RESOURCE_CODES = defineCodes('@tenon/plugin-resources', {
  RESOURCE_UNKNOWN: {
    category: 'missing',
    meaning: 'A node needs a resource that nobody declares, or the host asks for one.',
    remedy:
      'Correct the name; the message lists near ones. Or declare it: resources({ define: [defineResource({ name, … })] }).',
  },
  RESOURCE_CONFLICT: {
    category: 'structure',
    meaning: 'Two resources have one name.',
    remedy: 'Rename one of them. What the host declares beats what node types bring.',
  },
  RESOURCE_TWICE: {
    category: 'structure',
    meaning:
      'A node needs a limited resource twice: two that hold one each and wait for another would wait for ever.',
    remedy: 'Need it once, and do with one lease what is to be done. Or declare it as shared.',
  },
  RESOURCE_FAILED: {
    category: 'run',
    meaning:
      'A resource could not be made: its "create" threw, answered nothing, or took too long.',
    remedy: 'See the cause. The next node that needs it tries again.',
  },
  RESOURCE_BUSY: {
    category: 'limit',
    meaning: 'A resource was not to be had in time: all leases were taken, or it was not ready.',
    remedy:
      'Raise "max" or "waitTimeoutMs" of the resource, or let fewer nodes that need it run at once.',
  },
  RESOURCE_CLOSED: {
    category: 'run',
    meaning: 'A resource was asked for after the runtime was disposed of, or while it was.',
    remedy: 'Ask before runtime.dispose(), and await what uses resources first.',
  },
  RESOURCE_BROKEN: {
    category: 'run',
    meaning:
      'A resource was found or reported broken, or not given back in time, and is replaced. A line in the log.',
    remedy: 'Nothing, where it happens now and then: the next node gets a new one.',
  },
  RESOURCE_UNDISPOSED: {
    category: 'run',
    meaning:
      'A resource could not be disposed of: its "dispose" threw, or took too long. A line in the log.',
    remedy: 'See the cause, and correct "dispose"; raise "disposeTimeoutMs" where it needs longer.',
  },
});

declare module '@tenon/core' {
  interface ErrorCodes extends CodesOf<typeof RESOURCE_CODES> {}
}
