import type * as z from 'zod';
import type { DatabaseRebuild } from '../../lib/aws/database-rebuild';
import type { Ledger } from '../../lib/aws/ledger';
import { FailbackBlocked, NotReady, TerminalState } from '../../lib/domain/errors';
import { hopelessBecause } from '../../lib/domain/instance-status';
import { KEPT_FOR_TAG, oldPrimaryOf } from '../../lib/domain/old-primary';
import { DEPLOYMENT_TAG } from '../../lib/domain/snapshot-name';
import type { Deployment } from '../../lib/plan/deployment';
import { keptInstance } from '../runtime/kept-instance';
import { demandThatItServesNobody, sidesOf, sourceIn } from '../runtime/sides';
import type { contract } from './contract';
import { recordLostWrites } from './record-lost-writes';

interface Deps {
  readonly deployment: Deployment;
  readonly ledger: Pick<Ledger, 'role' | 'run' | 'writeRun'>;
  readonly rebuild: (region: string) => Pick<DatabaseRebuild, 'standing' | 'putAside'>;
  readonly tag: (region: string, arn: string, tags: Readonly<Record<string, string>>) => Promise<void>;
}

type Outcome = { readonly database: string; readonly outcome: 'kept' | 'gone' | 'replica' };

/**
 * States KeepOldPrimary and KeepOldPrimaryThere of `failback`. Gives the old primary another name, which restarts it and
 * takes its address away; its fence and its data stay as they are. First its lost writes are recorded. What is a replica
 * already, or gone, is left alone. Called again it finds the name given, and answers once RDS has put that into force.
 * Refused in a region that may serve.
 */
export const keepOldPrimary =
  ({ deployment, ledger, rebuild, tag }: Deps) =>
  async ({ run, region, database, report }: z.output<typeof contract.input>): Promise<Outcome> => {
    await demandThatItServesNobody(ledger, region);
    const { own, source, sourceRegion } = sidesOf(deployment, database, region);
    if (report) await recordLostWrites(ledger, { run, database }, report);
    const name = keptInstance(own.instance, run);
    const kept = await rebuild(region).standing(name);
    const hopeless = kept && hopelessBecause(name, kept.status);
    if (hopeless) throw new TerminalState(hopeless);
    if (kept?.status === 'available') return { database, outcome: 'kept' };
    if (kept) throw new NotReady(`${name} is ${kept.status}; it was renamed and is not available yet`);

    const standing = await rebuild(region).standing(own.instance);
    const { arn: sourceArn } = await sourceIn(rebuild(sourceRegion), source.instance);
    const old = oldPrimaryOf(standing, { sourceArn, fenceGroup: own.fenceSecurityGroup });
    if (typeof old !== 'string') {
      throw old.until === 'later' ? new NotReady(old.because) : new FailbackBlocked(old.because);
    }
    if (!standing || old !== 'fenced') return { database, outcome: old === 'gone' ? 'gone' : 'replica' };
    // Before its name changes: whoever finds it under the new one can tell what it is.
    await tag(region, standing.arn, { [KEPT_FOR_TAG]: run, [DEPLOYMENT_TAG]: deployment.name });
    await rebuild(region).putAside(own.instance, name);
    throw new NotReady(`${own.instance} is being renamed to ${name}`);
  };
