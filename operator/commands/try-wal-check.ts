import { durationInWords } from '../../lib/domain/duration-in-words';
import { type Instant, secondsBetween } from '../../lib/domain/instant';
import { isMoment, latestOf, type WindowPoint } from '../../lib/domain/recovery-point';
import { judgedIn } from '../../lib/domain/wal-verdict';
import { placeOf } from '../../lib/plan/deployment';
import type { Desk, Told } from '../command/desk';
import { heardInWords, readLedger } from '../command/read-ledger';
import { headed, labelled, part } from '../command/screen';

interface Looked {
  readonly store: string;
  readonly kind: WindowPoint['kind'];
  /** The database's instance, or the archive's bucket and prefix. */
  readonly at: string;
  /** The newest moment that the ledger has of it, if any. */
  readonly latest?: Instant | undefined;
}

/** What a `wal-check` would look at and judge in a region, and what the ledger has of it by now. No machine is started for it. */
export async function triedWalCheck(desk: Desk, region: string): Promise<Told> {
  const { screen, plan, now } = desk;
  const { found, heard } = await readLedger(desk, async (truth) => ({
    role: await truth.role(),
    points: (await truth.recoveryPoints()).filter((point) => !isMoment(point)),
  }));
  const kinds = judgedIn(found.role.activeRegion === region);
  const place = placeOf(plan, region);
  const looked: readonly Looked[] = [
    ...plan.databases.flatMap((one) =>
      kinds.map((kind) => ({ store: one.id, kind, at: one[place].instance })),
    ),
    ...plan.walArchives.map(({ id, buckets, prefix }) => ({
      store: id,
      kind: 'wal-archive' as const,
      at: `${buckets[place]}/${prefix}`,
    })),
  ].map((one) => {
    const known = found.points.find(
      (point) => point.store === one.store && point.kind === one.kind && point.region === region,
    );
    return { ...one, latest: known && latestOf(known) };
  });
  const reach = (latest: Instant | undefined) =>
    latest
      ? `recorded to ${durationInWords(Math.max(0, secondsBetween(latest, now())))} ago`
      : 'not recorded yet';
  return {
    lines: [
      ...headed(
        screen,
        'bold',
        `wal-check in ${region}: it would judge ${looked.length}; nothing was changed`,
      ),
      ...part(
        screen,
        'Judged, for its newest moment and for holes',
        looked.flatMap(({ store, kind, at, latest }) =>
          labelled(screen, [store, `${kind} of ${at}, ${reach(latest)}`]),
        ),
      ),
      '',
      ...labelled(screen, ['ledger', heardInWords(heard)]),
    ],
    data: { dryRun: true, ledger: heard, region, looked },
    news: 'fine',
  };
}
