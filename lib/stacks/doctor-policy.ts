import { Aws } from 'aws-cdk-lib';
import { type Permission, permissionsFor } from '../constructs/permissions';
import type { Site } from '../constructs/site';
import { runbookKey } from '../domain/runbook-document';
import { backupBucketName, functionName } from '../plan/deployed-names';
import { addPolicy, everywhere } from './attached-policy';

/**
 * Lets an operator look at what the doctor looks at, and change nothing. Of its own, because IAM takes 6,144 characters of a managed
 * policy: the operator's has 4,400 of the example plan, and this one a line more for each database and cache of the plan.
 */
export function addDoctorPolicy(site: Site): void {
  const { plan, region } = site;
  addPolicy(site, 'doctor', {
    description: `What an operator of ${plan.name} needs beside for firebackup doctor in ${region}`,
    permissions: looking(site),
  });
}

/** What the doctor asks of this region, by the rules that functions get it by. */
const DOCTORS = [
  'rds:DescribeDBInstances',
  'rds:DescribeAccountAttributes',
  'elasticache:DescribeGlobalReplicationGroups',
  'ec2:DescribeSecurityGroupRules',
];

function looking(site: Site): readonly Permission[] {
  const { plan, region, servingPlace: place } = site;
  const account = Aws.ACCOUNT_ID;
  const bucket = backupBucketName(plan, region, account);
  return [
    ...permissionsFor(DOCTORS, { plan, account, region, reaches: [place] }),
    {
      actions: ['ec2:DescribeSubnets'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:RequestedRegion': region } },
      wildcardBecause: 'EC2 has no resource types for this action; it is bound to the region',
    },
    { actions: ['kms:DescribeKey'], resources: [plan.keys[place]] },
    {
      actions: ['lambda:GetFunctionConfiguration'],
      resources: everywhere(site, 'lambda', `function:${functionName(plan, 'pause-failover')}`),
    },
    // For the runbook as it was stored: no more of a bucket than that.
    { actions: ['s3:GetObject'], resources: [`arn:aws:s3:::${bucket}/${runbookKey(plan)}`] },
    {
      actions: ['kms:Decrypt'],
      resources: [plan.keys[place]],
      conditions: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
    },
  ];
}
