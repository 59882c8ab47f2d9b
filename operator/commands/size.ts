import { SCALING_TRIGGERS, SIZES, type Size, sizeFor, sizing } from '../../lib/plan/sizing';
import type { Told } from '../command/desk';
import { BadInput } from '../command/endings';
import { headed, labelled, part, type Screen } from '../command/screen';

/** `firebackup size [projects]`: the guide's table, and which of its sizes is meant for so many projects; asks AWS nothing. */
export async function size(projects: number | undefined, screen: Screen): Promise<Told> {
  const fits = projects === undefined ? undefined : sizeOf(projects);
  const { cpuPercent, cpuMinutes, memoryPercent, queueLength, responseMilliseconds } = SCALING_TRIGGERS;
  return {
    lines: [
      ...(fits
        ? [...headed(screen, 'bold', `${projects} projects: ${fits}`), ...sizeLines(fits, screen)]
        : // Each begins with an empty line, which the first needs none of.
          SIZES.flatMap((one) => sizeLines(one, screen)).slice(1)),
      ...part(screen, 'Time for the next size, or for more tasks', [
        ...labelled(screen, ['processor', `above ${cpuPercent} % for ${cpuMinutes} min`]),
        ...labelled(screen, ['memory', `above ${memoryPercent} %`]),
        ...labelled(screen, ['queue', `more than ${queueLength} backups wait`]),
        ...labelled(screen, ['response', `slower than ${responseMilliseconds} ms`]),
      ]),
    ],
    data: {
      projects,
      size: fits,
      sizes: Object.fromEntries(SIZES.map((one) => [one, sizing(one)])),
      triggers: SCALING_TRIGGERS,
    },
    news: 'fine',
  };
}

function sizeOf(projects: number): Size {
  try {
    return sizeFor(projects);
  } catch (error) {
    throw new BadInput((error as Error).message, { cause: error });
  }
}

function sizeLines(one: Size, screen: Screen): readonly string[] {
  const { projects, api, workers, database, cache } = sizing(one);
  const tasks = ({ least, usual, most, cpu, memoryMegabytes }: typeof api) =>
    `${usual} tasks, from ${least} to ${most}, of ${cpu / 1024} vCPU and ${memoryMegabytes / 1024} GB each`;
  const upTo = Number.isFinite(projects) ? `up to ${projects} projects` : 'more';
  return part(screen, `${one}: ${upTo}`, [
    ...labelled(screen, ['API', tasks(api)]),
    ...labelled(screen, ['workers', tasks(workers)]),
    ...labelled(screen, ['database', `${database.instanceClass}, ${database.storageGigabytes} GB at first`]),
    ...labelled(screen, ['cache', `${cache.nodeType}, for ${cache.gigabytes} GB`]),
  ]);
}
