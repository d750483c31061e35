import { serviceId } from '@tenon/core';

/** What a path is to be used for. */
export type FileUse = 'read' | 'write';

/**
 * Where the file nodes find their files. The plugin binds one that is confined to the root folder; a host may bind its own,
 * which is then asked for every path.
 */
export interface Files {
  /**
   * The absolute path of a file, which is then opened without following a link at its end. For `write`, its folder is there
   * afterwards. Throws or rejects where the path is not allowed.
   */
  locate(path: string, use: FileUse): string | PromiseLike<string>;
  /** The most bytes that a file may have which is read as a whole. */
  readonly maxBytes: number;
}
export const Files = serviceId<Files>('tenon.Files', {
  methods: ['locate'],
  remedy: 'Install the plugin: createRuntime({ plugins: [standardNodes({ root: "data" })] }).',
});
