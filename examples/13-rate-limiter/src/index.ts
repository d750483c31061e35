export { RateHooks } from './hooks.js';
export { BucketLimiter, RateLimiter } from './limiter.js';
export { type RateLimiterOptions, rateLimiter } from './plugin.js';
