import { MemorySecrets, parameters, SecretProvider } from '@tenon/plugin-parameters';
import { SECRET } from '../../duties/templates.js';
import type { Installation } from './installation.js';

export const parametersInstalled: Installation = {
  plugin: () => parameters(),
  configure: ({ bind }) => {
    bind(SecretProvider).toConstantValue(new MemorySecrets({ [SECRET.name]: SECRET.text }));
  },
};
