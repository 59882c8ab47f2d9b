import type { Ledger } from '../../lib/aws/ledger';
import type { ScheduleFirings } from '../../lib/aws/schedule-firings';
import type { Instant } from '../../lib/domain/instant';
import {
  judgeSchedule,
  type ScheduleRecord,
  type ScheduleSighting,
  type WatchedSchedule,
} from '../../lib/domain/schedule-watch';
import type { Measure } from '../runtime/surroundings';

interface Deps {
  /** The own one. */
  readonly region: string;
  readonly watched: readonly WatchedSchedule[];
  readonly lastFired: (region: string) => ScheduleFirings['lastFired'];
  readonly ledger: Pick<Ledger, 'schedules' | 'writeSchedules'>;
  readonly measure: Measure;
  /** Told of every schedule that is not known to fire. */
  readonly tell: (message: string) => void;
  readonly now: () => Instant;
}

/**
 * Scheduled every quarter of an hour in the primary and the recovery region; no machine calls it. Asks the other regions'
 * CloudWatch when each of their schedules fired last: an alarm there would be lost together with what it watches, and what
 * emits nothing cannot say so. A region that gives no answer leaves its schedules unknown, which has an alarm of its own.
 * Writes what it says to the ledger, after the figures, which must not need the ledger to be written. A second call says
 * it anew. Failing means that it could not read or write there.
 */
export const watchSchedules =
  ({ region, watched, lastFired, ledger, measure, tell, now }: Deps) =>
  async (): Promise<ScheduleRecord> => {
    const before = await ledger.schedules(region);
    const at = now();
    const regions = [...new Set(watched.map((one) => one.region))];
    const heard = new Map(await Promise.all(regions.map(async (one) => [one, await hear(one)] as const)));
    const schedules = watched.map((schedule) =>
      judgeSchedule(
        schedule,
        (heard.get(schedule.region) as Heard)(schedule.group),
        before?.schedules.find((one) => one.region === schedule.region && one.group === schedule.group),
        at,
      ),
    );
    const not = (state: 'silent' | 'unknown') => schedules.filter((one) => one.state === state);
    for (const { group, region: of, state, because } of [...not('silent'), ...not('unknown')]) {
      tell(`schedule ${group} in ${of} is ${state}: ${because}`);
    }
    const figures = { SchedulesSilent: not('silent').length, SchedulesUnknown: not('unknown').length };
    // Only then: a figure is paid for by the hours in which it is sent.
    for (const [name, count] of Object.entries(figures)) if (count > 0) measure(name, count, 'Count');
    const record = { region, at, schedules };
    await ledger.writeSchedules(record);
    return record;

    async function hear(of: string): Promise<Heard> {
      const asked = watched
        .filter((one) => one.region === of)
        .map(({ group, silentAfterSeconds }) => ({ group, withinSeconds: silentAfterSeconds }));
      try {
        const found = await lastFired(of)(asked, at);
        return (group) =>
          found.has(group)
            ? { lastFiredAt: found.get(group) }
            : { unaskedBecause: `cloudwatch in ${of} did not answer for it` };
      } catch (error) {
        return () => ({ unaskedBecause: (error as Error).message });
      }
    }
  };

type Heard = (group: string) => ScheduleSighting;
