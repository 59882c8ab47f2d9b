import * as z from 'zod';
import type { HeartbeatSighting } from '../../lib/domain/heartbeats';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { instantShape } from '../runtime/shapes';

const sighting = z.custom<HeartbeatSighting>(
  (value) => typeof value === 'object' && value !== null && 'database' in value,
  'expected what was seen of a database',
);

export const contract = defineContract({
  name: 'record-heartbeats',
  purpose:
    'Keeps what its region saw of the heartbeats, and tells alarms how old they are and whether the application is kept out.',
  network: 'aws',
  timeoutSeconds: 5,
  input: z.object({ at: instantShape, seen: z.array(sighting) }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem'],
});
