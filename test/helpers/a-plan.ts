import { type Deployment, deploymentOf } from '../../lib/plan/deployment';
import { parsePlan } from '../../lib/plan/parse-plan';
import type { Plan, PlanFile } from '../../lib/plan/plan';

const side = (name: string) => ({
  instance: `firebackup-${name}`,
  host: `firebackup-${name}.example.com`,
  securityGroups: [`sg-${name === 'primary' ? '00000001' : '00000002'}`],
  fenceSecurityGroup: `sg-${name === 'primary' ? '000000f1' : '000000f2'}`,
  subnetGroup: 'databases',
  parameterGroup: 'postgres16',
});

const cacheSide = (name: string) => ({
  replicationGroup: `queue-${name}`,
  securityGroups: [`sg-${name === 'primary' ? '00000011' : '00000012'}`],
  fenceSecurityGroup: `sg-${name === 'primary' ? '000000c1' : '000000c2'}`,
  subnetGroup: 'caches',
});

const network = (digit: number) => ({
  vpc: `vpc-0000000${digit}`,
  subnets: [`subnet-000000${digit}1`, `subnet-000000${digit}2`],
  securityGroup: `sg-000000a${digit}`,
});

const aPlanFile = (): PlanFile => ({
  name: 'firebackup',
  regions: { primary: 'us-east-1', recovery: 'us-west-2', witness: 'us-east-2' },
  networks: { primary: network(1), recovery: network(2) },
  keys: {
    primary: 'arn:aws:kms:us-east-1:111122223333:key/one',
    recovery: 'arn:aws:kms:us-west-2:111122223333:key/two',
  },
  api: {
    publicUrl: 'https://example.com/health',
    primaryUrl: 'https://primary.example.com/health',
    recoveryUrl: 'https://recovery.example.com/health',
  },
  databases: [
    {
      id: 'main',
      engine: 'rds',
      databaseName: 'firebackup',
      primary: side('primary'),
      recovery: side('recovery'),
      backupRetentionDays: 7,
    },
  ],
  caches: [
    {
      id: 'queue',
      engine: 'elasticache',
      globalDatastore: 'ldgnf-queue',
      primary: cacheSide('primary'),
      recovery: cacheSide('recovery'),
    },
  ],
  policies: [
    {
      name: 'nightly',
      databases: ['main'],
      schedule: 'cron(0 3 * * ? *)',
      retain: { daily: 7 },
      keepProven: 1,
    },
  ],
  failover: { mode: 'approval', whenUnfenced: 'stop', isolation: 'keep' },
  notify: 'on-call@example.com',
});

/** A plan file with other values at some dotted paths; `undefined` takes a key away. */
export function planText(overrides: Readonly<Record<string, unknown>> = {}): string {
  const plan = aPlanFile();
  for (const [path, value] of Object.entries(overrides)) {
    const keys = path.split('.');
    const last = keys.pop() as string;
    const holder = keys.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], plan);
    (holder as Record<string, unknown>)[last] = value;
  }
  return JSON.stringify(plan);
}

export const aPlan = (overrides?: Readonly<Record<string, unknown>>): Plan =>
  parsePlan(planText(overrides), 'a plan');

export const aDeployment = (overrides?: Readonly<Record<string, unknown>>): Deployment =>
  deploymentOf(aPlan(overrides));

/** The definition of a second database or cache, named after its id. */
export const aSecondDatabase = (id: string) => ({
  ...aPlanFile().databases[0],
  id,
  primary: { ...side('primary'), instance: `${id}-primary` },
  recovery: { ...side('recovery'), instance: `${id}-recovery` },
});
