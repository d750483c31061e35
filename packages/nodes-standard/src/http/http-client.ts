import { serviceId } from '@tenon/core';
import type { Agent } from 'undici';
import { guardedAgent } from './guarded-agent.js';
import type { HttpPolicy } from './http-policy.js';

/** The connections of one runtime, all of them under its policy. */
export interface HttpClient {
  readonly policy: HttpPolicy;
  agent(): Promise<Agent>;
}
export const HttpClient = serviceId<HttpClient>('tenon.HttpClient', {
  methods: ['agent'],
  remedy: 'Install the plugin: createRuntime({ plugins: [standardNodes()] }).',
});

/** Connections that are made when they are first needed, and closed with the runtime. */
export class PooledHttpClient implements HttpClient {
  readonly policy: HttpPolicy;
  #agent: Promise<Agent> | undefined;

  constructor(policy: HttpPolicy) {
    this.policy = policy;
  }

  agent(): Promise<Agent> {
    return (this.#agent ??= guardedAgent(this.policy));
  }

  async close(): Promise<void> {
    const agent = await this.#agent;
    this.#agent = undefined;
    await agent?.destroy();
  }
}
