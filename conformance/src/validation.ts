import { type Contract, isPlainObject, type Plugin } from '@tenon/core';
import { NamedContract, validation } from '@tenon/plugin-validation';
import type { Case } from './case.js';
import type { Installation } from './plugins.js';

/** The plugin for checks as a case states it, with the contracts that the case names. */
export const validationInstallation: Installation = {
  capability: 'validation',
  plugins: (stated) => [validation(optionsOf(stated)), contractsOf(stated)],
};

function optionsOf({ options: { validation: mode } = {} }: Case) {
  return mode === undefined ? undefined : { mode };
}

function contractsOf({ contracts = {} }: Case): Plugin {
  return {
    manifest: { name: 'contracts-of-the-case', version: '0.0.0' },
    register: ({ bind }) => {
      for (const [name, contract] of Object.entries(contracts)) {
        // A contract that is none is registered as it stands: verification is to find it.
        const stated: Contract = isPlainObject(contract) ? { ...(contract as Contract) } : {};
        bind(NamedContract).toConstantValue({ ...stated, name });
      }
    },
  };
}
