import { type FoundProgram, findProgram, type NotRehearsed } from './debian-program';

export type FoundRedis = FoundProgram;

/** Without one the cache leg is left out, and the report says why. @param environment the caller's own, unless it is given */
export const findRedis = (environment?: NodeJS.ProcessEnv): Promise<FoundRedis | NotRehearsed> =>
  findProgram(
    { name: 'redis-server', packages: ['redis-server', 'redis-tools'], folder: 'redis' },
    environment,
  );
