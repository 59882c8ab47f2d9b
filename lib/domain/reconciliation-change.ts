import type { DocumentedDeployment, DocumentedPlace } from './documented-deployment';
import type { Run } from './run';
import type { RunEvidence } from './run-evidence';

/** A run that moved the active region, and what it left. */
export interface Moved {
  readonly run: Run;
  readonly deployment: DocumentedDeployment;
  readonly from: DocumentedPlace;
  readonly to: DocumentedPlace;
  readonly evidence: RunEvidence;
}

/** Something that code and reality say differently now. */
export interface Change {
  readonly resource: string;
  readonly region: string;
  readonly what: string;
  readonly isNow: string;
  /** A sentence for each thing to do, in either language. */
  readonly cloudFormation: readonly string[];
  readonly terraform: readonly string[];
  /** Where a resource has to be brought in as another one than it was. */
  readonly importAs?: {
    readonly type: string;
    readonly key: string;
    readonly terraformType: string;
    readonly id: string;
  };
}

export const databaseImport = (id: string) => ({
  type: 'AWS::RDS::DBInstance',
  key: 'DBInstanceIdentifier',
  terraformType: 'aws_db_instance',
  id,
});

export const cacheImport = (id: string) => ({
  type: 'AWS::ElastiCache::ReplicationGroup',
  key: 'ReplicationGroupId',
  terraformType: 'aws_elasticache_replication_group',
  id,
});
