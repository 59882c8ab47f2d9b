import type { DatabaseSettings } from './database-settings';
import type { DocumentedDatabase } from './documented-deployment';
import { keptPrefix } from './old-primary';
import { type Change, databaseImport, type Moved } from './reconciliation-change';
import { fencesOf, type RunEvidence } from './run-evidence';

export const databaseChanges = (moved: Moved): readonly Change[] =>
  moved.deployment.databases.flatMap((database) => [
    promoted(moved, database),
    ...settings(moved, database),
    ...(moved.run.workflow === 'failback' ? rebuilt(moved, database) : fenced(moved, database)),
  ]);

function promoted({ deployment, from, to }: Moved, database: DocumentedDatabase): Change {
  const { instance } = database[to];
  const source = database[from].instance;
  return {
    resource: instance,
    region: deployment.regions[to],
    what: `was a replica of ${source}`,
    isNow: 'a primary of its own, without a source',
    cloudFormation: [
      `\`${instance}\`: a \`DatabaseInstance\` instead of a \`DatabaseInstanceReadReplica\`; no \`SourceDBInstanceIdentifier\`.`,
    ],
    terraform: [
      `\`${instance}\`: no \`replicate_source_db\`. Left in the code, it is a plan to replace the live database.`,
    ],
    importAs: databaseImport(instance),
  };
}

const WORDS: {
  readonly [Key in keyof DatabaseSettings]: readonly [cloudFormation: string, terraform: string];
} = {
  multiAz: ['MultiAZ', 'multi_az'],
  backupRetentionDays: ['BackupRetentionPeriod', 'backup_retention_period'],
  backupWindow: ['PreferredBackupWindow', 'backup_window'],
  parameterGroup: ['DBParameterGroupName', 'parameter_group_name'],
  deletionProtection: ['DeletionProtection', 'deletion_protection'],
};

/** What the promotion itself set, and what the run asked for after it. */
function settings({ deployment, to, evidence }: Moved, database: DocumentedDatabase): readonly Change[] {
  const { instance } = database[to];
  const { backupRetentionDays, backupWindow } = database;
  const now = { backupRetentionDays, backupWindow, ...askedOf(evidence, database.id) };
  return Object.entries(now).map(([name, value]) => {
    const [cloudFormation, terraform] = WORDS[name as keyof DatabaseSettings];
    return {
      resource: instance,
      region: deployment.regions[to],
      what: cloudFormation,
      isNow: String(value),
      cloudFormation: [`\`${instance}\`: \`${cloudFormation}: ${value}\`.`],
      terraform: [`\`${instance}\`: \`${terraform} = ${typeof value === 'string' ? `"${value}"` : value}\`.`],
    };
  });
}

function askedOf({ steps }: RunEvidence, id: string): Partial<DatabaseSettings> {
  if (!steps?.settings || 'Error' in steps.settings) return {};
  return steps.settings.databases?.find(({ database }) => database === id)?.asked ?? {};
}

/** Its fence, whichever the run could set; the guard sets the rest of them by itself. */
function fenced({ deployment, from, evidence }: Moved, database: DocumentedDatabase): readonly Change[] {
  const { instance, fenceSecurityGroup } = database[from];
  const fence = fencesOf(evidence).find(
    ({ component, id }) => component === 'database' && id === database.id,
  );
  const region = deployment.regions[from];
  const ignored = 'until the way home';
  return [
    {
      resource: instance,
      region,
      what: 'security groups, and tags `firebackup:…`',
      isNow:
        fence?.outcome === 'held'
          ? `fenced: ${fence.because}`
          : `**unfenced by the run**: ${fence?.because ?? 'nothing is recorded'}; \`guard-region\` puts ${fenceSecurityGroup} there as soon as ${region} works again`,
      cloudFormation: [
        `\`${instance}\`: leave it out of deployments ${ignored}; an update would give it its old groups, and clients a second primary.`,
      ],
      terraform: [
        `\`${instance}\`: \`lifecycle { ignore_changes = [vpc_security_group_ids, tags] }\` ${ignored}.`,
      ],
    },
  ];
}

/** After a failback there are two databases where the code has one. */
function rebuilt({ deployment, run, from, to }: Moved, database: DocumentedDatabase): readonly Change[] {
  const { instance } = database[to];
  const region = deployment.regions[to];
  const kept = `${keptPrefix(instance)}…`;
  return [
    {
      resource: instance,
      region,
      what: 'was another instance of this name',
      isNow: 'a new instance, built as a replica and promoted',
      cloudFormation: [
        `\`${instance}\`: its stack still means the old instance. Detach it, and import the new one.`,
      ],
      terraform: [`\`${instance}\`: forget the old one, and import the new one.`],
      importAs: databaseImport(instance),
    },
    {
      resource: kept,
      region,
      what: 'the old primary',
      isNow: `renamed, fenced, kept; tagged \`firebackup:kept-for=${run.id}\``,
      cloudFormation: [
        `\`${kept}\`: in no stack. It goes only by \`deleteOldPrimary\` of a failback, or by hand.`,
      ],
      terraform: [`\`${kept}\`: in no state.`],
    },
    {
      resource: database[from].instance,
      region: deployment.regions[from],
      what: 'was the primary',
      isNow: `a new instance, a replica of ${instance}; the old one is kept as \`${keptPrefix(database[from].instance)}…\``,
      cloudFormation: [`\`${database[from].instance}\`: detach the old instance, and import the replica.`],
      terraform: [`\`${database[from].instance}\`: forget the old one, and import the replica.`],
      importAs: databaseImport(database[from].instance),
    },
  ];
}
