import type * as z from 'zod';
import type { DatabaseBackups } from '../../lib/aws/database-backups';
import type { Databases } from '../../lib/aws/databases';
import type { Ledger } from '../../lib/aws/ledger';
import type { Instant } from '../../lib/domain/instant';
import type { RecoveryPoint } from '../../lib/domain/recovery-point';
import type { ProviderSighting } from '../../lib/domain/wal-verdict';
import { judgedIn, RDS_PACE_SECONDS } from '../../lib/domain/wal-verdict';
import { type Deployment, otherRegion, placeOf } from '../../lib/plan/deployment';
import { type DatabaseSighting, inWords } from '../runtime/wal-shapes';
import type { contract } from './contract';
import { copiedBackups, type Looked, type Looking, liveReplica, ownBackups } from './providers';

interface Deps {
  readonly deployment: Deployment;
  readonly region: string;
  readonly ledger: Pick<Ledger, 'role' | 'recoveryPoints' | 'recordRecoveryPoint'>;
  readonly databases: Pick<Databases, 'instance'>;
  readonly backups: Pick<DatabaseBackups, 'backupWindow' | 'replicatedBackups'>;
  readonly now: () => Instant;
}

type Kind = keyof typeof RDS_PACE_SECONDS;

/**
 * State CheckBackups of `wal-check`: what RDS has of each database in this region alone, so that it works while the other
 * one is lost. Writes the points of the ledger that move on; a second call brings them up to date again. What could not be
 * found out is not written: the point gets old in the ledger, and old is unknown.
 *
 * Judged is what the role calls for: an active region's own backups, the other one's replica and copies.
 */
export const checkBackups =
  (deps: Deps) =>
  async ({
    sighted,
  }: z.output<typeof contract.input>): Promise<{ sightings: readonly ProviderSighting[] }> => {
    const { deployment, region, ledger, now } = deps;
    const { activeRegion } = await ledger.role();
    const known = await ledger.recoveryPoints();
    const due: readonly Kind[] = judgedIn(activeRegion === region);
    const looks = deployment.databases.map(async ({ id }) => {
      const looking = { store: id, region, now: now() };
      const seen: DatabaseSighting | undefined =
        'databases' in sighted
          ? sighted.databases.find(({ database }) => database === id)
          : { database: id, unseenBecause: inWords(sighted) };
      return lookAt(deps, looking, seen);
    });
    const looked = (await Promise.all(looks)).flat();
    for (const { point } of looked) {
      if (point && (point.windows.length > 0 || isKnown(known, point)))
        await ledger.recordRecoveryPoint(point);
    }
    return {
      sightings: looked.flatMap(({ sighting }) =>
        sighting && due.includes(sighting.provider as Kind) ? [sighting] : [],
      ),
    };
  };

async function lookAt(
  { deployment, region, databases, backups }: Deps,
  looking: Looking,
  seen: DatabaseSighting | undefined,
): Promise<readonly Looked[]> {
  const here = deployment.databases.find(({ id }) => id === looking.store);
  if (!here) throw new RangeError(`no database ${looking.store} in the plan`);
  const own = here[placeOf(deployment, region)].instance;
  const other = otherRegion(deployment, region);
  const instance = await known(databases.instance(own));
  if ('unknownBecause' in instance) return unknownAll(looking, instance.unknownBecause);
  const otherArn = instance.answer.arn
    .replace(`:${region}:`, `:${other}:`)
    .replace(new RegExp(`:${own}$`), `:${here[placeOf(deployment, other)].instance}`);
  const [window, copies] = await Promise.all([
    known(backups.backupWindow(own)),
    known(backups.replicatedBackups(otherArn)),
  ]);
  return [
    liveReplica(looking, instance.answer, seen),
    'unknownBecause' in window
      ? unknownOne(looking, 'automated-backups', window.unknownBecause)
      : ownBackups(looking, instance.answer, window.answer),
    'unknownBecause' in copies
      ? unknownOne(looking, 'automated-backups-copy', copies.unknownBecause)
      : copiedBackups(looking, copies.answer),
  ];
}

type Known<Answer> = { readonly answer: Answer } | { readonly unknownBecause: string };

const known = <Answer>(answer: Promise<Answer>): Promise<Known<Answer>> =>
  answer.then(
    (found) => ({ answer: found }),
    (error: Error) => ({ unknownBecause: error.message }),
  );

const unknownOne = ({ store, region }: Looking, provider: Kind, unknownBecause: string): Looked => ({
  sighting: {
    store,
    region,
    provider,
    holes: [],
    paceSeconds: RDS_PACE_SECONDS[provider],
    unknownBecause,
  },
});

/** Copies are left out: nobody knows whether there ought to be any. */
const unknownAll = (looking: Looking, because: string): readonly Looked[] => [
  unknownOne(looking, 'automated-backups', because),
  unknownOne(looking, 'live-replica', because),
];

/** An empty window is worth a line only where there was more once. */
const isKnown = (points: readonly RecoveryPoint[], { id, kind, store, region }: RecoveryPoint): boolean =>
  points.some(
    (point) => point.id === id && point.kind === kind && point.store === store && point.region === region,
  );
