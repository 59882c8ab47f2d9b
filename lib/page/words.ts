import { durationInWords } from '../domain/duration-in-words';
import type { Judgement } from '../domain/objectives';
import type { Run, RunOutcome } from '../domain/run';
import type { Judged } from './account';

/** A measured length of time: to the millisecond below a second, to the hundredth above. */
export function inSeconds(seconds: number | undefined): string {
  if (seconds === undefined) return 'unknown';
  if (seconds === 0) return '0 s';
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  return `${seconds.toFixed(seconds < 100 ? 2 : 1)} s`;
}

/** A moment on the rehearsal's clock. */
export const atSecond = (seconds: number): string => `${seconds.toFixed(2)} s`;

/** An objective, which is a whole number of seconds: in words, and never rounded. */
export const asObjective = (seconds: number): string =>
  seconds % 60 === 0 && seconds > 0 ? durationInWords(seconds) : `${seconds} s`;

const TONES = { met: 'good', missed: 'bad', unknown: 'unknown' } as const;

export const judgedCell = ({ judged }: Judgement): Judged => ({ text: judged, tone: TONES[judged] });

/** `2026-11-25 16:52:03 UTC`, from an instant. */
export const inUtc = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC`;

/** The time of an instant to the millisecond, in UTC, of a day that is named elsewhere. */
export const timeOfDay = (instant: string): string => instant.slice(11, 23);

const ENDINGS: Readonly<Record<RunOutcome, string>> = {
  open: 'has not ended',
  done: 'is done',
  incomplete: 'is incomplete',
  refused: 'was refused',
  abandoned: 'was abandoned',
  stuck: 'is stuck',
};

/** How a run ended, for a sentence that begins with it. */
export const endingInWords = ({ outcome, because }: Pick<Run, 'outcome' | 'because'>): string =>
  `${ENDINGS[outcome]}${because === undefined ? '' : `, because ${because}`}`;
