import { createRuntime, RuntimeError } from '@tenon/core';
import { parameters, SecretProvider } from '@tenon/plugin-parameters';
import { expect } from 'chai';

describe('what is bound as the secret provider', () => {
  it('has a method "get", or keeps the runtime from starting; what it holds is not shown', () => {
    const start = (provider: object) => () =>
      createRuntime({
        plugins: [parameters()],
        configure: ({ bind }) => {
          bind(SecretProvider).toConstantValue(provider as SecretProvider);
        },
      });
    expect(start({ get: () => undefined })).not.to.throw();
    expect(start({ API_KEY: 'hunter2' }))
      .to.throw('the service "SecretProvider" is an object with "API_KEY", and has no method "get"')
      .that.satisfies((error: unknown) => RuntimeError.is(error, 'SERVICE_FAILED'));
    expect(start({ API_KEY: 'hunter2' })).not.to.throw('hunter2');
  });
});
