/** What a plugin says about itself. Everything about its place among the others is said here, as data. */
export interface PluginManifest {
  /** Unique among the plugins of a runtime, and the name of all its taps. */
  readonly name: string;
  readonly version: string;
  /**
   * Its position in the ten steps: one of {@link STAGES}, or a number between two of them. Without it, its declared order
   * places it: at the end of the stage of the latest plugin that must run before it, else at the beginning of the stage
   * of the earliest that must run after it, else just before `execution`.
   */
  readonly stage?: number;
  /** Plugins or capabilities that must be there, and run before this one. */
  readonly requires?: readonly string[];
  /** Plugins or capabilities that run before this one where they are there. */
  readonly after?: readonly string[];
  /** Plugins or capabilities that run after this one where they are there. */
  readonly before?: readonly string[];
  /** Capabilities that this plugin alone provides: two providers of one are a conflict. */
  readonly provides?: readonly string[];
}
