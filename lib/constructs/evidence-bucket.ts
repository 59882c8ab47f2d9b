import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/**
 * Reports are asked for at the yearly audit: a year, and a month to hold it. Governance, not compliance: an administrator
 * with a permission of its own can still remove a document, and nobody is left paying for a mistake until a date comes.
 */
const LOCKED_FOR = Duration.days(396);

/** Keeps one document per run, unchangeable. Outlives the stack. */
export class EvidenceBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      versioned: true,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      objectLockDefaultRetention: ObjectLockRetention.governance(LOCKED_FOR),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'one function writes here, a few documents a year, locked and versioned; who reads them is what CloudTrail data events tell, without a second bucket to guard',
    });
  }
}
