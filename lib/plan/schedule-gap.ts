import { Cron } from 'croner';

const UNIT_SECONDS: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/**
 * How far firings are looked at: over 400 days what fires monthly shows its longest gap. What fires oftener shows it sooner,
 * in 400 firings and eight days: a daily one in more than a year, one of office hours in a weekend.
 */
const LOOKED_AT = { days: 400, firings: 400, daysAtLeast: 8 };
const FROM = new Date('2026-01-01T00:00:00Z');
const DAY_MILLIS = 86_400_000;

/**
 * The longest time between two firings of a schedule, in seconds.
 *
 * @param expression `rate(5 minutes)` or `cron(0 3 * * ? *)`, as EventBridge Scheduler takes it
 * @throws {RangeError} for one that is neither, or that fires less than twice
 */
export function longestGapSeconds(expression: string): number {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate) return Number(rate[1]) * (UNIT_SECONDS[rate[2] as string] as number);
  const fields = /^cron\((\S+(?: \S+){5})\)$/.exec(expression)?.[1];
  if (!fields)
    throw new RangeError(`${expression} is no schedule; expected rate(6 hours) or cron(0 3 * * ? *)`);
  const gaps = gapsOf(cronOf(fields, expression));
  if (gaps.length === 0)
    throw new RangeError(`${expression} fires less than twice; expected one that repeats`);
  return Math.max(...gaps) / 1000;
}

/** EventBridge counts the days of the week from Sunday as 1, and has no seconds. */
function cronOf(fields: string, expression: string): Cron {
  try {
    return new Cron(`0 ${fields}`, {
      alternativeWeekdays: true,
      sloppyRanges: true,
      timezone: 'UTC',
      paused: true,
    });
  } catch (cause) {
    throw new RangeError(`${expression}: ${(cause as Error).message}`, { cause });
  }
}

function gapsOf(cron: Cron): readonly number[] {
  const gaps: number[] = [];
  let last = cron.nextRun(FROM);
  for (;;) {
    const next = last && cron.nextRun(last);
    if (!last || !next) return gaps;
    gaps.push(next.getTime() - last.getTime());
    const days = (next.getTime() - FROM.getTime()) / DAY_MILLIS;
    if (days > LOOKED_AT.days || (gaps.length >= LOOKED_AT.firings && days > LOOKED_AT.daysAtLeast))
      return gaps;
    last = next;
  }
}
