import { findRedis } from '../../../rehearsal/engines/redis-binary';

/** Run as a program of its own: see found-now.ts. */
void findRedis().then((redis) => process.stdout.write(JSON.stringify(redis)));
