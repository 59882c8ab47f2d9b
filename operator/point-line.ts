import { latestOf, type RecoveryPoint } from '../lib/domain/recovery-point';

/** A recovery point, and what is known of it. */
export function pointLine(point: RecoveryPoint): string {
  const { kind, store, region, proof } = point;
  const moment = latestOf(point);
  const known = proof ? `${proof.outcome} ${proof.at}` : 'not proven';
  return `${kind} of ${store} in ${region} ${moment ? `to ${moment}` : 'to no moment'}, ${known}`;
}
