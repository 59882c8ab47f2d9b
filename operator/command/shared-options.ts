/* Options that mean the same wherever they stand. */

export const YES = ['-y, --yes <plan name>', 'what would be typed to confirm, for scripts'] as const;
export const BY = [
  '--by <name>',
  'whose name is kept (default: who you are to the operating system)',
] as const;
