import { join } from 'node:path';
import type { Place } from '../../lib/plan/deployment';
import { archivingOf, rdsArchivesIn, walBucketsIn } from '../archives';
import { fileOfWrites } from '../database-pair';
import { archivingSettings } from '../engines/postgres-archive';
import { ACCOUNT } from './account';
import type { AutomatedBackup } from './automated-backups';
import type { CloudSettings } from './cloud';
import { ContinuousBackup } from './continuous-backup';
import { ModelledInstance } from './modelled-instance';
import { Rds } from './rds';
import { namedBy } from './rds-instances';
import type { SecurityGroupRules } from './security-group-rules';

/**
 * RDS in both regions, over the rehearsed pair. The primary's automated backups are replicated to the recovery region,
 * where they stay when the primary region is lost; the replica takes none before it is promoted, as RDS can restore none.
 */
export function modelDatabases(
  settings: CloudSettings,
  rules: Readonly<Record<Place, SecurityGroupRules>>,
): Readonly<Record<Place, Rds>> {
  const { plan, databases, folder, clock, isAlive, leftovers, applicationDoor: application } = settings;
  const [database] = plan.databases;
  if (!database) throw new RangeError('a plan has at least one database');
  const archives = rdsArchivesIn(folder);
  const archiving = archivingOf(folder, walBucketsIn(folder, plan));
  const continuous = {
    primary: new ContinuousBackup(databases.primary.server, archiving.primary.archives),
    recovery: new ContinuousBackup(databases.standby.server, archiving.recovery.archives),
  };
  continuous.primary.begin(databases.base);
  const arnOf = (place: Place) =>
    `arn:aws:rds:${plan.regions[place]}:${ACCOUNT}:db:${database[place].instance}`;
  const replicated: AutomatedBackup = {
    arn: `arn:aws:rds:${plan.regions.recovery}:${ACCOUNT}:auto-backup:ab-${database.primary.instance}`,
    instanceArn: arnOf('primary'),
    continuous: continuous.primary,
    archive: archives.replicated,
    isReplicated: true,
    retentionDays: database.backupRetentionDays,
    keyArn: plan.keys.recovery,
  };

  const rdsIn = (place: Place): Rds => {
    const side = place === 'primary' ? databases.primary : databases.standby;
    const { server, gate } = side;
    const doors = { application, orchestrator: plan.networks[place].securityGroup };
    const { instance: id, securityGroups: groups } = database[place];
    const door = doors.orchestrator;
    const where = { id, arn: arnOf(place), keyArn: plan.keys[place], gate, door, rules: rules[place] };
    const elsewhere = (other: string) =>
      [both.primary, both.recovery].find(({ region }) => region === other && isAlive(other));
    const rds = new Rds({
      region: plan.regions[place],
      account: ACCOUNT,
      folder,
      binaries: server.binaries,
      rules: rules[place],
      doors,
      now: clock.now,
      fileOfWrites: () => fileOfWrites(databases),
      replicated: place === 'recovery' ? [replicated] : [],
      elsewhere,
      rebuilt: {
        region: plan.regions[place],
        place: where,
        side,
        link: databases.link,
        archiving: archivingSettings(archiving[place]),
        doors: Object.values(doors),
        dataDirectory: (port) => join(folder, `database-${place}-${port}`),
        leftovers,
        elsewhere: (arn) => elsewhere(arn.split(':')[3] ?? '')?.instances.get(namedBy(arn)),
      },
    });
    const traits = {
      groups,
      replicaSource: place === 'recovery' ? arnOf('primary') : undefined,
      retentionDays: place === 'primary' ? database.backupRetentionDays : 0,
      deletionProtection: true,
      multiAz: place === 'primary' && database.multiAz,
      backupWindow: database.backupWindow,
      // A cross-region replica has the default group unless whoever made it said otherwise; here nobody did.
      parameterGroup: place === 'primary' ? database.primary.parameterGroup : undefined,
      tags: {},
      backups: { continuous: continuous[place], archive: archives[place] },
    };
    rds.instances.set(id, ModelledInstance.over(server, where, traits));
    return rds;
  };
  const both = { primary: rdsIn('primary'), recovery: rdsIn('recovery') };
  return both;
}
