import { durationInWords } from '../domain/duration-in-words';
import { type Instant, secondsBetween } from '../domain/instant';

/** The time of day, which at 03:00 is what one asks for. */
export const timeInUtc = (moment: Instant): string => `${moment.slice(11, 19)} UTC`;

export const ago = (moment: Instant, now: Instant): string =>
  `${durationInWords(Math.max(0, secondsBetween(moment, now)))} ago`;
