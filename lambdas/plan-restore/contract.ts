import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { instantShape } from '../runtime/shapes';

/** Strict: a misspelled `to` would restore something else than was asked for. */
const request = z.strictObject({
  store: z.string().min(1),
  to: z
    .union([z.literal('latest'), instantShape], {
      error: 'expected latest, or a moment such as 2026-11-23T09:59:00Z',
    })
    .default('latest'),
  point: z.string().min(1).optional(),
  kind: z
    .enum([
      'snapshot',
      'snapshot-copy',
      'logical-dump',
      'logical-dump-copy',
      'cache-backup',
      'cache-backup-copy',
      'automated-backups',
      'automated-backups-copy',
      'wal-archive',
      'live-replica',
    ])
    .optional(),
  region: z.string().min(1).optional(),
  trigger: z.string().min(1).default('started by hand'),
  run: z.string().min(1).optional(),
});

export const contract = defineContract({
  name: 'plan-restore',
  purpose: 'Chooses the recovery point of a restore, or says why none will do, and holds retention.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({ request, execution: z.string().min(1) }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
});
