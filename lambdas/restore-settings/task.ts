import type * as z from 'zod';
import type { DatabaseSettingsVerbs } from '../../lib/aws/database-settings';
import type { Ledger } from '../../lib/aws/ledger';
import { type DatabaseSettings, settingsToAsk } from '../../lib/domain/database-settings';
import { NotReady, TerminalState } from '../../lib/domain/errors';
import { hopelessBecause } from '../../lib/domain/instance-status';
import type { Instant } from '../../lib/domain/instant';
import { type Deployment, placeOf } from '../../lib/plan/deployment';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Pick<Deployment, 'regions' | 'databases'>;
  readonly ledger: Pick<Ledger, 'hold'>;
  readonly databases: Pick<DatabaseSettingsVerbs, 'region' | 'settings' | 'change'>;
  readonly now: () => Instant;
}

type Claim = z.output<typeof contract.input>['claim'];

interface Restored {
  readonly database: string;
  /** What this call asked for. */
  readonly asked: Partial<DatabaseSettings>;
  readonly awaitsRestart: boolean;
}

/**
 * State RestoreSettings of `failover` and `switchover`, after clients are served: a replica has a single zone and its own
 * parameters, and promoting changes neither. Asks for what differs and waits for nothing: a standby zone of a large database
 * takes hours to fill. It restarts no database; parameters that need it say so. A second call finds everything asked for.
 * What it could not ask for makes the run incomplete, and nothing is undone.
 */
export const restoreSettings =
  (deps: Deps) =>
  async ({
    claim,
  }: z.output<typeof contract.input>): Promise<{ databases: readonly Restored[]; at: Instant }> => {
    const databases: Restored[] = [];
    for (const database of deps.deployment.databases) databases.push(await restore(deps, database, claim));
    return { databases, at: deps.now() };
  };

async function restore(
  { deployment, ledger, databases, now }: Deps,
  database: Deployment['databases'][number],
  claim: Claim,
): Promise<Restored> {
  const { instance: id, parameterGroup } = database[placeOf(deployment, databases.region)];
  const { status, settings, awaitsRestart } = await databases.settings(id);
  const asked = settingsToAsk(settings, { ...database, parameterGroup });
  if (Object.keys(asked).length > 0) {
    const hopeless = hopelessBecause(id, status);
    if (hopeless) throw new TerminalState(hopeless);
    if (status !== 'available')
      throw new NotReady(`${id} is ${status}, and ${Object.keys(asked).join(', ')} are to be set`);
    await ledger.hold(claim, now());
    await databases.change(id, asked);
  }
  return { database: database.id, asked, awaitsRestart: awaitsRestart || asked.parameterGroup !== undefined };
}
