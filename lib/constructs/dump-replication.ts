import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { DUMP_PREFIX } from '../domain/dump-name';
import type { Place } from '../plan/deployment';
import type { Plan } from '../plan/plan';
import { acknowledgeWildcards } from './acknowledge-wildcards';
import { permissionStatement } from './permission-statement';
import type { Permission } from './permissions';

interface DumpReplicationProps {
  readonly plan: Plan;
  readonly names: Readonly<Record<Place, string>>;
}

const DUMP_KEYS = 'one object per dump, named by the database, the policy and the moment that it was due';

/**
 * Dumps of the primary region go to the recovery region's bucket, under its key, by S3 itself. Removals do not: who deletes
 * here by mistake or on purpose deletes nothing there.
 */
export class DumpReplication extends Construct {
  readonly configuration: CfnBucket.ReplicationConfigurationProperty;

  constructor(scope: Construct, id: string, { plan, names }: DumpReplicationProps) {
    super(scope, id);
    const permissions = permissionsOf(plan, names);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('s3.amazonaws.com'),
      description: `Replicates the dumps of ${plan.name} into the recovery region`,
      inlinePolicies: {
        Replicate: new PolicyDocument({ statements: permissions.map((one) => permissionStatement(one)) }),
      },
    });
    acknowledgeWildcards(this, permissions);
    this.configuration = {
      role: role.roleArn,
      rules: [
        {
          id: 'dumps',
          status: 'Enabled',
          priority: 1,
          filter: { prefix: DUMP_PREFIX },
          deleteMarkerReplication: { status: 'Disabled' },
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
          destination: {
            bucket: `arn:aws:s3:::${names.recovery}`,
            encryptionConfiguration: { replicaKmsKeyId: plan.keys.recovery },
            metrics: { status: 'Enabled' },
          },
        },
      ],
    };
  }
}

const permissionsOf = ({ keys, regions }: Plan, names: Readonly<Record<Place, string>>): Permission[] => [
  {
    actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
    resources: [`arn:aws:s3:::${names.primary}`],
  },
  {
    actions: [
      's3:GetObjectVersionForReplication',
      's3:GetObjectVersionAcl',
      's3:GetObjectVersionTagging',
      // Buckets with object lock are not replicated without these two.
      's3:GetObjectRetention',
      's3:GetObjectLegalHold',
    ],
    resources: [`arn:aws:s3:::${names.primary}/${DUMP_PREFIX}*`],
    wildcardBecause: DUMP_KEYS,
  },
  {
    actions: ['s3:ReplicateObject', 's3:ReplicateTags'],
    resources: [`arn:aws:s3:::${names.recovery}/${DUMP_PREFIX}*`],
    wildcardBecause: DUMP_KEYS,
  },
  {
    actions: ['kms:Decrypt'],
    resources: [keys.primary],
    conditions: { StringEquals: { 'kms:ViaService': `s3.${regions.primary}.amazonaws.com` } },
  },
  {
    actions: ['kms:Encrypt'],
    resources: [keys.recovery],
    conditions: { StringEquals: { 'kms:ViaService': `s3.${regions.recovery}.amazonaws.com` } },
  },
];
