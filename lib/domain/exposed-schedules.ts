import { type Figure, sample } from './exposed-figure';
import { type Instant, secondsBetween } from './instant';
import type { ScheduleRecord } from './schedule-watch';

const STATES = ['firing', 'new', 'silent', 'unknown'] as const;

/** A watch comes every quarter of an hour. Three that did not come, and of no schedule it is known whether it fires. */
const WATCH_HOLDS_SECONDS = 2700;

/** How many schedules of other regions are in which state, and the silent ones by name. */
export function exposedSchedules(
  records: readonly (ScheduleRecord | undefined)[],
  now: Instant,
): readonly Figure[] {
  const watched = records.flatMap((record) => {
    if (!record) return [];
    const holds = secondsBetween(record.at, now) <= WATCH_HOLDS_SECONDS;
    const { region: watcher, schedules } = record;
    return [{ watcher, schedules: schedules.map((one) => (holds ? one : { ...one, state: 'unknown' })) }];
  });
  return [
    {
      name: 'firebackup_schedules',
      help: 'Schedules of other regions, by what the watching region says of them.',
      samples: watched.flatMap(({ watcher, schedules }) =>
        STATES.flatMap((state) =>
          sample({ watcher, state }, schedules.filter((one) => one.state === state).length),
        ),
      ),
    },
    {
      name: 'firebackup_schedule_silent',
      help: 'A schedule that has not fired for longer than it may.',
      samples: watched.flatMap(({ watcher, schedules }) =>
        schedules
          .filter(({ state }) => state === 'silent')
          .flatMap(({ region, group }) => sample({ watcher, region, schedule: group }, 1)),
      ),
    },
  ];
}
