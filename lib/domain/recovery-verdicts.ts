import { durationInWords } from './duration-in-words';
import type { Experience } from './recovery-experience';
import type { UsableOffer } from './recovery-offer';
import type { RecoveryPoint } from './recovery-point';

export interface ProtectedStore {
  readonly id: string;
  readonly component: 'database' | 'cache';
  readonly rpoSeconds: number;
  readonly rtoSeconds: number;
}

export interface Verdict {
  readonly judged: 'met' | 'missed' | 'unknown';
  readonly because: string;
}

/** Held against what is lost by the last look, which the sentence dates: a look that is too old offers nothing usable. */
export function rpoVerdict(
  { rpoSeconds }: ProtectedStore,
  { lossSeconds, seenAt, lossAtMostSeconds }: UsableOffer,
): Verdict {
  const loss = durationInWords(lossSeconds);
  const seen = seenAt
    ? `it was ${loss} behind when it was looked at, ${durationInWords(lossAtMostSeconds - lossSeconds)} ago`
    : `${loss} of writes are lost`;
  return {
    judged: lossSeconds <= rpoSeconds ? 'met' : 'missed',
    because: `${seen}; the objective is ${durationInWords(rpoSeconds)}`,
  };
}

/** Held against what it took, not against what it should take. */
export function rtoVerdict(
  { id, rtoSeconds }: ProtectedStore,
  way: Pick<RecoveryPoint, 'kind' | 'region'> & Experience,
): Verdict {
  if (way.doubtBecause) return { judged: 'unknown', because: way.doubtBecause };
  if (way.usableSeconds === undefined) {
    return {
      judged: 'unknown',
      because: `no ${way.kind} of ${id} in ${way.region} was ever proven, so how long it takes is not known`,
    };
  }
  const took = `it took ${durationInWords(way.usableSeconds)} when it was proven`;
  return {
    judged: way.usableSeconds <= rtoSeconds ? 'met' : 'missed',
    because: `${took}, the objective is ${durationInWords(rtoSeconds)}`,
  };
}
