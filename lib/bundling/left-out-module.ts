/** A module of a library that the bundles are without. */
export interface LeftOut {
  /** Its file under node_modules. */
  readonly module: string;
  /** Why no Lambda of ours reaches it. */
  readonly because: string;
  /** The name under which libraries ask for it at run time, if they do; then nothing of it can be told to be unused. */
  readonly asked?: string;
  /** What stands in its place. Names of the module's that this does not export throw when they are called. */
  readonly instead?: string;
}

/** A plugin of a client that adds nothing to it. */
export const NOTHING_DONE = '{ applyToStack: () => {} }';
