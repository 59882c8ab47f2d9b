import type { ModifyDBInstanceMessage } from '@aws-sdk/client-rds';
import type { ChangeableTraits } from './described-instance';

/**
 * What a call to ModifyDBInstance changes of an instance beside its security groups. All at once, as the shipped functions ask
 * for it. @throws for a member that is not modelled: leaving it out would be a made-up success
 */
export function changesIn({
  DBInstanceIdentifier: id,
  ApplyImmediately: atOnce,
  MultiAZ: multiAz,
  BackupRetentionPeriod: retentionDays,
  PreferredBackupWindow: backupWindow,
  DBParameterGroupName: parameterGroup,
  DeletionProtection: deletionProtection,
  ...unknown
}: ModifyDBInstanceMessage): Partial<ChangeableTraits> {
  const names = Object.keys(unknown);
  if (names.length > 0) throw new Error(`no model of ${names.join(', ')} in a change of ${id}`);
  if (!atOnce) throw new Error(`no model of a maintenance window, and ${id} is to be changed in one`);
  return {
    ...(multiAz !== undefined && { multiAz }),
    ...(retentionDays !== undefined && { retentionDays }),
    ...(backupWindow !== undefined && { backupWindow }),
    ...(parameterGroup !== undefined && { parameterGroup }),
    ...(deletionProtection !== undefined && { deletionProtection }),
  };
}
