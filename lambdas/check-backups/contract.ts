import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { sightedShape } from '../runtime/wal-shapes';

export const contract = defineContract({
  name: 'check-backups',
  purpose: 'Asks RDS how far its backups in this region reach, and records that and how far the replica is.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({ sighted: sightedShape }),
  env: ledgerEnvironment,
  calls: [
    'dynamodb:GetItem',
    'dynamodb:Query',
    'dynamodb:UpdateItem',
    'rds:DescribeDBInstances',
    'rds:DescribeDBInstanceAutomatedBackups',
  ],
});
