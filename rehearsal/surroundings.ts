import { availableParallelism, cpus, loadavg } from 'node:os';
import type { World } from './world';

/** What a rehearsal ran on: its figures are worth as much as this machine. */
export interface Surroundings {
  readonly node: string;
  readonly platform: string;
  readonly processor: string;
  readonly cores: number;
  /** Processes that wanted to run, over the minute before it began; more than there are cores means that they waited. */
  readonly loadAverage: number;
  readonly postgres: string;
  /** Missing where there is no cache. */
  readonly redis?: string | undefined;
}

export async function surroundingsOf({ engines: { databases, caches } }: World): Promise<Surroundings> {
  const { rows } = await databases.primary.server.query<{ version: string }>(
    `SELECT current_setting('server_version') AS version`,
  );
  const told = caches && (await caches.primary.server.command<string>('INFO', 'server'));
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    loadAverage: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    postgres: rows[0]?.version ?? 'unknown',
    redis: told && /redis_version:(\S+)/.exec(told)?.[1],
  };
}
