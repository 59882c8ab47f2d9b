import { type DBInstanceAutomatedBackup, DBInstanceAutomatedBackupNotFoundFault } from '@aws-sdk/client-rds';
import type { ContinuousBackup, Recoverable } from './continuous-backup';

/** What one region has of the automated backups of one instance. */
export interface AutomatedBackup {
  readonly arn: string;
  readonly instanceArn: string;
  readonly continuous: ContinuousBackup;
  /** Where they lie in this region. */
  readonly archive: string;
  /** Of an instance in another region. */
  readonly isReplicated: boolean;
  readonly retentionDays: number;
  readonly keyArn: string | undefined;
}

export const recoverableFrom = ({ continuous, archive }: AutomatedBackup): Recoverable | undefined =>
  continuous.in(archive);

/** As RDS lists it: without a window until there is something to recover. */
export function describedBackup(backup: AutomatedBackup): DBInstanceAutomatedBackup {
  const window = recoverableFrom(backup)?.window;
  const [, , , region, , , id] = backup.instanceArn.split(':');
  return {
    DBInstanceArn: backup.instanceArn,
    DBInstanceIdentifier: id,
    DBInstanceAutomatedBackupsArn: backup.arn,
    Region: region,
    Status: window ? (backup.isReplicated ? 'replicating' : 'active') : 'creating',
    RestoreWindow: window && { EarliestTime: new Date(window.from), LatestTime: new Date(window.to) },
    BackupRetentionPeriod: backup.retentionDays,
    KmsKeyId: backup.keyArn,
    Encrypted: true,
  };
}

/** @throws {DBInstanceAutomatedBackupNotFoundFault} */
export function backupsOf(backups: readonly AutomatedBackup[], arn: string): AutomatedBackup {
  const found = backups.find((backup) => backup.arn === arn);
  if (found) return found;
  throw new DBInstanceAutomatedBackupNotFoundFault({ $metadata: {}, message: `no automated backups ${arn}` });
}
