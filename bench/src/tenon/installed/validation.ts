import { validation } from '@tenon/plugin-validation';
import type { Installation } from './installation.js';

export const validationInstalled: Installation = {
  plugin: (duty) => {
    if (duty === 'contracts' || duty === 'orders') return validation({ mode: 'strict' });
    return duty === 'off' ? validation({ mode: 'off' }) : validation();
  },
};
