import { listOf, type Resource } from './deployed';
import { among, each, type Law, type Properties } from './law';

const refusesPlain =
  (action: string) =>
  ({ PolicyDocument }: Properties): boolean =>
    listOf(PolicyDocument?.Statement ?? []).some((statement) => {
      const { Effect, Action, Condition } = statement as Properties;
      return Effect === 'Deny' && Action === action && Condition?.Bool?.['aws:SecureTransport'] === 'false';
    });

/** What has a policy by which it refuses what comes in plain text: the policy's kind, its word for whose it is, and what it denies. */
const REFUSING: Readonly<Record<string, readonly [type: string, whose: string, action: string]>> = {
  'AWS::S3::Bucket': ['AWS::S3::BucketPolicy', 'Bucket', 's3:*'],
  'AWS::SNS::Topic': ['AWS::SNS::TopicPolicy', 'Topics', 'sns:Publish'],
  'AWS::SQS::Queue': ['AWS::SQS::QueuePolicy', 'Queues', 'sqs:*'],
};

function isRefusing({ type, stack, id }: Resource, all: readonly Resource[]): boolean {
  const [policyType, whose = '', action = ''] = REFUSING[type] ?? [];
  return all.some(
    (policy) =>
      policy.type === policyType &&
      policy.stack === stack &&
      listOf(policy.properties[whose]).some((one) => (one as Properties)?.Ref === id) &&
      refusesPlain(action)(policy.properties),
  );
}

const BLOCKS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

const isOpen = ({ CidrIp, CidrIpv6 }: Properties): boolean => CidrIp === '0.0.0.0/0' || CidrIpv6 === '::/0';
const isDoor = ({ FromPort, ToPort }: Properties): boolean =>
  FromPort === ToPort && [80, 443].includes(FromPort);

/** What keeps data, and what leads to it: encrypted, closed, and not deleted by accident. */
export const DATA_LAWS: readonly Law[] = [
  each(
    'AWS::S3::Bucket',
    'is versioned, encrypted, closed to the public, and outlives its stack',
    ({ VersioningConfiguration, BucketEncryption, PublicAccessBlockConfiguration }, { deletionPolicy }) =>
      VersioningConfiguration?.Status === 'Enabled' &&
      BucketEncryption?.ServerSideEncryptionConfiguration !== undefined &&
      BLOCKS.every((block) => PublicAccessBlockConfiguration?.[block] === true) &&
      deletionPolicy === 'Retain',
  ),
  among(Object.keys(REFUSING), 'refuses what is not encrypted on the way', (own, all) =>
    own.filter((one) => !isRefusing(one, all)),
  ),
  each('AWS::SNS::Topic', 'is encrypted', ({ KmsMasterKeyId }) => KmsMasterKeyId !== undefined),
  each('AWS::SQS::Queue', 'is encrypted', ({ SqsManagedSseEnabled }) => SqsManagedSseEnabled === true),
  each('AWS::KMS::Key', 'is rotated', ({ EnableKeyRotation }) => EnableKeyRotation === true),
  each('AWS::EC2::SecurityGroup', 'lets everybody in on 80 and 443 alone', ({ SecurityGroupIngress }) =>
    listOf(SecurityGroupIngress ?? []).every(
      (rule) => !isOpen(rule as Properties) || isDoor(rule as Properties),
    ),
  ),
  each('AWS::EC2::SecurityGroupIngress', 'does not let everybody in', (rule) => !isOpen(rule)),
  each(
    'AWS::RDS::DBInstance',
    'is encrypted, closed to the public, cannot be deleted, and outlives its stack',
    (
      { StorageEncrypted, SourceDBInstanceIdentifier, PubliclyAccessible, DeletionProtection },
      { deletionPolicy },
    ) =>
      // A replica is encrypted as its source is.
      (StorageEncrypted === true || SourceDBInstanceIdentifier !== undefined) &&
      PubliclyAccessible === false &&
      DeletionProtection === true &&
      deletionPolicy === 'Retain',
  ),
  each(
    'AWS::ElastiCache::ReplicationGroup',
    'is encrypted, speaks TLS alone, and outlives its stack',
    (
      { AtRestEncryptionEnabled, TransitEncryptionEnabled, TransitEncryptionMode, GlobalReplicationGroupId },
      { deletionPolicy },
    ) => {
      const isOwn =
        AtRestEncryptionEnabled === true &&
        TransitEncryptionEnabled === true &&
        TransitEncryptionMode === 'required';
      // A member of a global datastore is as the first one is.
      return (isOwn || GlobalReplicationGroupId !== undefined) && deletionPolicy === 'Retain';
    },
  ),
  each(
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    'cannot be deleted by accident',
    ({ LoadBalancerAttributes }) =>
      listOf(LoadBalancerAttributes ?? []).some((one) => {
        const { Key, Value } = one as Properties;
        return Key === 'deletion_protection.enabled' && Value === 'true';
      }),
  ),
  each(
    'AWS::DynamoDB::GlobalTable',
    'cannot be deleted in any of its regions, and outlives its stack',
    ({ Replicas }, { deletionPolicy }) =>
      listOf(Replicas ?? []).every((one) => (one as Properties).DeletionProtectionEnabled === true) &&
      deletionPolicy === 'Retain',
  ),
];
