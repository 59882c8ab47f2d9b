import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { WorkloadSite } from './workload-site';

/**
 * The key of a region: of its database and cache, and of all recovery points that lie there. It outlives the stack, because
 * without it no recovery point could be read. Roles are let in by their own policies; ElastiCache, which exports backups
 * in its own name, by this one.
 */
export function addWorkloadKey(site: WorkloadSite): Key {
  const { scope, plan, region } = site;
  const key = new Key(scope, 'Key', {
    description: `Databases, caches and recovery points of ${plan.name} in ${region}`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  if (plan.cacheBackups.length > 0) {
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'ElastiCacheExports',
        principals: [new ServicePrincipal(`${region}.elasticache-snapshot.amazonaws.com`)],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
        resources: ['*'],
      }),
    );
  }
  site.tell('KeyArn', key.keyArn);
  return key;
}
