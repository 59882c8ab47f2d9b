import type { Tone } from './account';

/** Beside every judgement, for who does not see its colour. */
export const SIGNS: Readonly<Record<Tone, string>> = {
  good: '✓',
  bad: '✗',
  unknown: '?',
  busy: '»',
  attention: '!',
};
