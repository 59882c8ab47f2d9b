import { latestOf, type RecoveryPoint } from '../../../lib/domain/recovery-point';
import type { Cell, Section } from '../../../lib/page/account';
import { inSeconds, inUtc } from '../../../lib/page/words';

/** What one can recover from, and what is known of it. */
export const pointsSection = (points: readonly RecoveryPoint[], blocks: Section['blocks'] = []): Section => ({
  title: 'Recovery points',
  blocks: [
    {
      table: {
        caption: 'Recovery points as the ledger has them',
        head: ['kind', 'of', 'in', 'reaches', 'proof', 'usable after'],
        rows: points.map(row),
        none: 'The ledger has none.',
      },
    },
    ...blocks,
  ],
});

function row(point: RecoveryPoint): readonly Cell[] {
  const { kind, store, region, proof } = point;
  const reaches = latestOf(point);
  const known: Cell = proof
    ? {
        text: `${proof.outcome} ${inUtc(proof.at)}${proof.because ? `: ${proof.because}` : ''}`,
        tone: proof.outcome === 'proven' ? 'good' : 'bad',
      }
    : { text: 'not proven', tone: 'unknown' };
  return [
    kind,
    store,
    region,
    reaches === undefined ? 'no moment' : inUtc(reaches),
    known,
    proof?.usableSeconds === undefined ? 'unknown' : inSeconds(proof.usableSeconds),
  ];
}
