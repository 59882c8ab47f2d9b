import { type Instant, secondsAfter } from '../../lib/domain/instant';

const NOON: Instant = '2026-03-01T12:00:00.000Z';

/** Noon and some seconds: the time line of every test. */
export const at = (seconds: number): Instant => secondsAfter(NOON, seconds);
