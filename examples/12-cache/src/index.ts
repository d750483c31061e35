export { type CacheOptions, cache } from './cache.js';
