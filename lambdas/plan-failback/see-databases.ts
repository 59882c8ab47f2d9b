import type { DatabaseRebuild } from '../../lib/aws/database-rebuild';
import { type PromotionPoint, promotionPoint } from '../../lib/domain/lost-writes';
import { type OldPrimary, oldPrimaryOf } from '../../lib/domain/old-primary';
import type { Run } from '../../lib/domain/run';
import { type Deployment, otherRegion } from '../../lib/plan/deployment';
import { sidesOf, sourceIn } from '../runtime/sides';
import { type Kept, keptAs } from './kept-instances';

export interface PlannedDatabase {
  readonly database: string;
  readonly old: OldPrimary | 'left alone';
  /** Where the active side began, or why that is not known. */
  readonly promotion: PromotionPoint | { readonly unknownBecause: string };
}

export interface SeenDatabase {
  readonly planned: PlannedDatabase;
  /** What keeps it from being put aside or rebuilt. */
  readonly because: string | undefined;
  readonly kept: readonly Kept[];
}

interface Asked {
  readonly deployment: Deployment;
  readonly rebuild: (region: string) => Pick<DatabaseRebuild, 'standing'>;
  readonly run: string;
  /** The region that gets a replica next: the one that is not active. */
  readonly region: string;
  /** The run that made the other one active. */
  readonly lastRun: Run | undefined;
}

/** What stands in both regions of one database. @throws as `sourceIn` does when the active side is not fit to be a source */
export async function seeDatabase(
  { deployment, rebuild, run, region, lastRun }: Asked,
  database: string,
): Promise<SeenDatabase> {
  const { own, source } = sidesOf(deployment, database, region);
  const sourceRegion = otherRegion(deployment, region);
  const active = await sourceIn(rebuild(sourceRegion), source.instance);
  const ownArn = active.arn.replace(sourceRegion, region).replace(/[^:]+$/, own.instance);
  const old = oldPrimaryOf(await rebuild(region).standing(own.instance), {
    sourceArn: active.arn,
    fenceGroup: own.fenceSecurityGroup,
  });
  const kept = [ownArn, active.arn].map((arn) => keptAs(run, { database, arn }));
  const promotion = promotionPoint(lastRun, database) ?? {
    unknownBecause: `the record of run ${lastRun?.id} does not say where ${database} was promoted`,
  };
  if (typeof old === 'string') return { planned: { database, old, promotion }, because: undefined, kept };
  return { planned: { database, old: 'left alone', promotion }, because: old.because, kept };
}
