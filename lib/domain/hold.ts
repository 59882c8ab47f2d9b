import { type Instant, secondsBetween } from './instant';

/** A run that restores from recovery points: while it lasts, nothing is deleted. It ends by itself if the run cannot end it. */
export interface Hold {
  readonly run: string;
  readonly because: string;
  readonly expiresAt: Instant;
}

/** Not `> 0`: an end that cannot be read is no number, and has not come. */
export const stillHolds = ({ expiresAt }: Hold, now: Instant): boolean =>
  !(secondsBetween(now, expiresAt) <= 0);
