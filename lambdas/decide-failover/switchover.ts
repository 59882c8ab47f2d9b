/** Step Functions takes names of at most 80 characters. */
const NAME_LONGEST = 80;
const SUFFIX = '-switchover';

/** How the machine that switches over is started, for the same run. */
export const switchoverOf = (
  run: string,
  execution: string,
  request: {
    readonly trigger: string;
    readonly approvedBy: string | undefined;
    readonly quiet: boolean | undefined;
  },
): { readonly name: string; readonly input: object } => ({
  name: `${execution.slice(0, NAME_LONGEST - SUFFIX.length)}${SUFFIX}`,
  input: { run, ...request },
});
