import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { RUNBOOK_PREFIX } from '../domain/runbook-document';
import { backupBucketName } from '../plan/deployed-names';
import type { Place } from '../plan/deployment';
import type { Plan } from '../plan/plan';
import { cacheExportGrant } from './cache-export-grant';
import { DumpReplication } from './dump-replication';
import type { Site } from './site';

/** Both are known before either exists, so that no stack has to be told by another. */
export const backupBucketNames = ({ name, regions }: Plan): Readonly<Record<Place, string>> => ({
  primary: backupBucketName({ name }, regions.primary, Aws.ACCOUNT_ID),
  recovery: backupBucketName({ name }, regions.recovery, Aws.ACCOUNT_ID),
});

/** The variable of functions that know both buckets, as `bucketsVariable` parses it. */
export const bucketVariables = (plan: Plan) => ({ BACKUP_BUCKETS: JSON.stringify(backupBucketNames(plan)) });

/** Every day makes a version of the runbook; a month of them tells what stood where when something began to go wrong. */
const RUNBOOKS_KEPT = Duration.days(30);

/**
 * Keeps dumps and cache backups of a region, and the runbook for the day without machines. Outlives the stack.
 *
 * Object lock is on, without a default retention: ElastiCache writes its exports here too, and S3 demands of uploads under
 * a default retention what ElastiCache does not promise to send. `LockDump` locks each dump by its policy's days instead,
 * before it is recorded.
 */
export class BackupBucket extends Construct {
  readonly bucket: Bucket;

  constructor(site: Site) {
    super(site.scope, 'Backups');
    const { plan, region, servingPlace: place } = site;
    const names = backupBucketNames(plan);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: names[place],
      versioned: true,
      objectLockEnabled: true,
      encryption: BucketEncryption.KMS,
      encryptionKey: Key.fromKeyArn(this, 'Key', plan.keys[place]),
      // One call to KMS per bucket and while, not per object and part.
      bucketKeyEnabled: true,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      // Parts of an upload that broke off are paid for and seen by nobody. The longest upload takes hours.
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(7) },
        { prefix: RUNBOOK_PREFIX, noncurrentVersionExpiration: RUNBOOKS_KEPT },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'a few objects a day, versioned and locked; who reads them is what CloudTrail data events tell, without a second bucket to guard',
    });
    if (plan.cacheBackups.length > 0) {
      const grant = cacheExportGrant({ plan, region, bucketArn: this.bucket.bucketArn });
      for (const statement of grant) this.bucket.addToResourcePolicy(statement);
    }
    if (place !== 'primary' || plan.dumps.length === 0) return;
    // A bucket that replicates must be told of one that exists: the recovery region's stack stands first, so this is one way.
    const replication = new DumpReplication(this, 'Replication', { plan, names });
    (this.bucket.node.defaultChild as CfnBucket).replicationConfiguration = replication.configuration;
  }
}
