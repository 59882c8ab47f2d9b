import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Plan } from '../plan/plan';

interface ExportBucket {
  readonly plan: Pick<Plan, 'name'>;
  readonly region: string;
  readonly bucketArn: string;
}

/**
 * Lets ElastiCache of the bucket's own region write the files of snapshots, which it does in its own name and at the top of
 * the bucket, and read the kept ones to fill a new cache with. The bucket's key has to admit it too: the plan names that
 * key, so its policy is yours.
 */
export function cacheExportGrant({ plan, region, bucketArn }: ExportBucket): readonly PolicyStatement[] {
  const principals = [new ServicePrincipal(`${region}.elasticache-snapshot.amazonaws.com`)];
  return [
    new PolicyStatement({
      sid: 'ElastiCacheLooks',
      effect: Effect.ALLOW,
      principals,
      actions: ['s3:ListBucket', 's3:GetBucketAcl', 's3:ListBucketMultipartUploads'],
      resources: [bucketArn],
    }),
    new PolicyStatement({
      sid: 'ElastiCacheExports',
      effect: Effect.ALLOW,
      principals,
      actions: ['s3:PutObject', 's3:GetObject', 's3:ListMultipartUploadParts'],
      resources: [`${bucketArn}/${plan.name}-*`],
    }),
    new PolicyStatement({
      sid: 'ElastiCacheSeeds',
      effect: Effect.ALLOW,
      principals,
      actions: ['s3:GetObject'],
      resources: [`${bucketArn}/caches/*`],
    }),
  ];
}
