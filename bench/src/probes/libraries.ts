/** What Tenon stands on, and nothing else: what a cold start is compared with. */
import 'reflect-metadata';

export { Container } from 'inversify';
export { SyncHook } from 'tapable';
