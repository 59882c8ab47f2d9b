/** Something that one has to be able to trust, what was measured of it, and whether that is good enough. */
export interface Promised {
  readonly what: string;
  readonly measured: string;
  readonly goal: string;
  readonly kept: boolean;
}

const WIDTHS = [50, 24, 14] as const;

export const promisedLines = (promises: readonly Promised[]): readonly string[] => [
  columns('promise', 'measured', 'goal', 'verdict'),
  ...promises.map(({ what, measured, goal, kept }) =>
    columns(what, measured, goal, kept ? 'kept' : 'MISSED'),
  ),
];

const columns = (...cells: readonly string[]): string =>
  cells.map((cell, index) => cell.padEnd(WIDTHS[index] ?? 0)).join(' ');

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resume) => setTimeout(resume, milliseconds));

export const progress = (what: string, run: number, runs: number): void => {
  process.stderr.write(`${what} ${run} of ${runs}\n`);
};
