import { isMoment, latestOf, type RecoveryPoint } from '../../lib/domain/recovery-point';
import type { Desk, Told } from '../command/desk';
import { BadInput } from '../command/endings';
import { heardInWords, readLedger } from '../command/read-ledger';
import { labelled, part, type Screen } from '../command/screen';
import { storesOf } from '../plan/stores-of';

const STYLES = { proven: 'green', disproven: 'red', 'never restored': 'yellow' } as const;

/** `firebackup recovery-points`: every one that the ledger knows, with what `restore --point` takes, the newest first. */
export async function recoveryPoints(desk: Desk, { store }: { readonly store?: string }): Promise<Told> {
  const { plan, screen } = desk;
  const stores = storesOf(plan);
  if (store !== undefined && !stores.includes(store))
    throw new BadInput(`no store ${store} in the plan; expected one of ${stores.join(', ')}`);
  const { found, heard } = await readLedger(desk, (truth) => truth.recoveryPoints());
  const points = found.filter((point) => store === undefined || point.store === store).toSorted(newestFirst);
  const byStore = [...new Set(points.map((point) => point.store))].sort();
  return {
    lines: [
      ...byStore
        .flatMap((one) =>
          part(
            screen,
            one,
            points.filter((point) => point.store === one).flatMap((point) => pointLines(point, screen)),
          ),
        )
        .slice(1),
      ...(points.length === 0 ? ['  none is recorded'] : []),
      ...part(screen, 'Ledger', labelled(screen, ['', heardInWords(heard)], { width: 0 })),
    ],
    data: { ledger: heard, points },
    news: points.length === 0 ? 'bad' : 'fine',
  };
}

const newestFirst = (one: RecoveryPoint, other: RecoveryPoint): number =>
  (latestOf(other) ?? '') < (latestOf(one) ?? '') ? -1 : 1;

function pointLines(point: RecoveryPoint, screen: Screen): readonly string[] {
  const { kind, id, region, proof } = point;
  const known = proof?.outcome ?? 'never restored';
  const when = proof ? ` at ${proof.at}` : '';
  const why = proof?.because ? `: ${proof.because}` : '';
  const holes = isMoment(point) ? [] : point.holes;
  return [
    ...labelled(
      screen,
      [`to ${latestOf(point) ?? 'no moment'}`, `${kind} in ${region}, ${known}${when}${why}`],
      {
        width: 29,
        style: STYLES[known],
      },
    ),
    ...labelled(screen, ['', id], { width: 2 }),
    ...holes.flatMap((hole) => labelled(screen, ['', `hole: ${hole}`], { width: 2, style: 'red' })),
  ];
}
