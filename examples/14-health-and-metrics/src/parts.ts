import { HealthPart, type Plugin } from '@tenon/core';

/** Says how the store of orders stands. Any plugin may bind such a part: it knows the core, and nobody who asks. */
export const parts: Plugin = {
  manifest: { name: 'orders', version: '1.0.0' },
  register({ bind }) {
    bind(HealthPart).toConstantValue({
      name: 'orders',
      health: () => ({ status: 'ok', details: { open: 3 } }),
    });
  },
};
