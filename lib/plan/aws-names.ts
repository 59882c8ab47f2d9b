import * as z from 'zod';

/** Commercial regions that the ledger's global table can span, by DynamoDB's region sets for strong consistency. */
export const LEDGER_REGION_SETS: Readonly<Record<string, readonly string[]>> = {
  US: ['us-east-1', 'us-east-2', 'us-west-2'],
  Europe: ['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1'],
  Asia: ['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
};

const KNOWN_REGIONS = Object.values(LEDGER_REGION_SETS).flat();

export const region = z.enum(KNOWN_REGIONS, {
  error: `expected a region that the ledger can span: ${KNOWN_REGIONS.join(', ')}`,
});

export const securityGroup = named(/^sg-[0-9a-f]{8,17}$/, 'a security group id such as sg-0123456789abcdef0');
export const subnet = named(/^subnet-[0-9a-f]{8,17}$/, 'a subnet id such as subnet-0123456789abcdef0');
/** One subnet named twice is one zone. Whether different ones lie in different zones only AWS knows. */
export const allDiffer = (names: readonly string[]): boolean => new Set(names).size === names.length;
export const vpc = named(/^vpc-[0-9a-f]{8,17}$/, 'a VPC id such as vpc-0123456789abcdef0');
export const keyArn = named(
  /^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
  'the ARN of a KMS key such as arn:aws:kms:us-west-2:111122223333:key/…',
);

/** RDS' and ElastiCache's own rule for identifiers, without the upper case that they fold anyway. */
export const identifier = named(
  /^[a-z](?!.*--)[a-z0-9-]{0,61}[a-z0-9]$/,
  'lower-case letters, digits and single hyphens, beginning with a letter, at most 63',
);

export const awsName = named(
  /^[a-zA-Z][a-zA-Z0-9.-]{0,254}$/,
  'the name of a group as AWS has it: letters, digits, dots and hyphens, beginning with a letter',
);
export const bucketName = named(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of an S3 bucket');
export const instanceClass = named(/^db\.[a-z0-9-]+\.[a-z0-9]+$/, 'a DB instance class such as db.r5.large');
export const nodeType = named(/^cache\.[a-z0-9-]+\.[a-z0-9]+$/, 'a cache node type such as cache.r6g.large');

export const httpsUrl = named(/^https?:\/\/\S+$/, 'a URL such as https://firebackup.example.com/health');

/**
 * Alarms carry it, in descriptions of at most 1,024 characters, of which their own words take up to 200; and functions do, whose
 * variables may have 4,096 bytes in all.
 */
const RUNBOOKS_LONGEST = 256;

/** It gets into JSON, Markdown and templates of AWS: so it has no sign that any of these reads, nor a name and password. */
export const runbooksUrl = named(
  /^https:\/\/[A-Za-z0-9.-]+(:\d{1,5})?\/[\w./~%+@:,=-]*$/,
  'an https URL without ? and #, behind which #heading leads to a heading, such as https://git.example.com/ops/firebackup-ha/blob/main/statemachines/README.md',
).max(RUNBOOKS_LONGEST, { error: `expected at most ${RUNBOOKS_LONGEST} characters` });

function named(pattern: RegExp, what: string) {
  return z.string({ error: `expected ${what}` }).regex(pattern, { error: `expected ${what}` });
}
