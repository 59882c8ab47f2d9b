import type { FoundRedis } from '../../../rehearsal/engines/redis-binary';
import { foundNow } from './found-now';

export const redisNow = () => foundNow<FoundRedis>('print-redis.ts');
