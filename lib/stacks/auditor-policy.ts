import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Permission } from '../constructs/permissions';
import type { Site } from '../constructs/site';
import { addPolicy, on, readingLedger } from './attached-policy';

/**
 * Lets somebody read what a run left behind: the ledger, and the documents in the evidence bucket with their versions and locks. Of its
 * own, because an auditor is to start nothing; and whoever is on call or deploys gets it beside, for the reconciliation of a run.
 * The documents lie under a key of S3's, so that no key has to be granted. CloudFormation names the bucket, since a deployment that
 * was torn down leaves its own behind, locked for a year; the output says which name it is.
 */
export function addAuditorPolicy(site: Site, evidence: Bucket): void {
  const { plan, region, scope } = site;
  new CfnOutput(scope, 'EvidenceBucketName', {
    description: 'Keeps the documents of runs under runs/, locked',
    value: evidence.bucketName,
  });
  addPolicy(site, 'auditor', {
    description: `What an auditor of ${plan.name} may read in ${region}`,
    permissions: [readingLedger(site), ...readingEvidence(evidence), readingOutputs(site)],
  });
}

const readingEvidence = ({ bucketArn }: Bucket): readonly Permission[] => [
  {
    actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectRetention'],
    resources: [`${bucketArn}/runs/*`],
    wildcardBecause: 'a few documents per run, named by the run; the bucket holds nothing else',
  },
  { actions: ['s3:ListBucket', 's3:ListBucketVersions'], resources: [bucketArn] },
];

const readingOutputs = (site: Site): Permission => ({
  actions: ['cloudformation:DescribeStacks'],
  resources: [on('cloudformation', site, `stack/${Stack.of(site.scope).stackName}/*`)],
  wildcardBecause: 'CloudFormation numbers stacks when they are made; the stack is named exactly',
});
