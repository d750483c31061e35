export { {{factory}}, type {{Factory}}Options, VERSION } from './plugin.ts';
