import type { Instant } from './instant';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const DAY_MINUTES = 24 * 60;
const WEEK_MINUTES = 7 * DAY_MINUTES;

/**
 * The first window that is open at a moment, or nothing. Windows are in UTC, as RDS writes them: daily `23:30-00:30` or
 * weekly `sun:04:00-sun:05:00`; both may run past midnight, and the end belongs to none.
 */
export const openWindow = (windows: readonly string[], now: Instant): string | undefined =>
  windows.find((window) => isOpen(window, new Date(now)));

function isOpen(window: string, now: Date): boolean {
  const [start = '', end = ''] = window.split('-');
  const turn = start.length > 'hh:mm'.length ? WEEK_MINUTES : DAY_MINUTES;
  const minute = now.getUTCDay() * DAY_MINUTES + now.getUTCHours() * 60 + now.getUTCMinutes();
  const from = minuteOf(start);
  return modulo(minute - from, turn) < modulo(minuteOf(end) - from, turn);
}

/** Of the week for `sun:04:00`, of the day for `04:00`. */
function minuteOf(moment: string): number {
  const [minutes = 0, hours = 0, day = 0] = moment
    .split(':')
    .toReversed()
    .map((part) => (/^\d/.test(part) ? Number(part) : DAYS.indexOf(part as (typeof DAYS)[number])));
  return day * DAY_MINUTES + hours * 60 + minutes;
}

const modulo = (value: number, turn: number): number => ((value % turn) + turn) % turn;
