import * as z from 'zod';

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** A length of time as people write it (`90s`, `15m`, `4h`, `7d`); parsed to whole seconds. */
export const duration = z
  .string({ error: 'expected a duration such as 90s, 15m, 4h or 7d' })
  .regex(/^\d+[smhd]$/, { error: 'expected a duration such as 90s, 15m, 4h or 7d' })
  .transform((text) => Number(text.slice(0, -1)) * SECONDS[text.slice(-1) as keyof typeof SECONDS]);

/** A duration that is more than nothing. */
export const positiveDuration = duration.refine((seconds) => seconds > 0, {
  error: 'expected more than zero',
});

/** A daily window in UTC, as RDS writes it. */
export const dailyWindow = z
  .string({ error: 'expected a daily window in UTC such as 03:00-04:00' })
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, {
    error: 'expected a daily window in UTC such as 03:00-04:00',
  });

/** A weekly window in UTC, as RDS writes it. */
export const weeklyWindow = z
  .string({ error: 'expected a weekly window in UTC such as sun:04:00-sun:05:00' })
  .regex(
    /^(sun|mon|tue|wed|thu|fri|sat):([01]\d|2[0-3]):[0-5]\d-(sun|mon|tue|wed|thu|fri|sat):([01]\d|2[0-3]):[0-5]\d$/,
    {
      error: 'expected a weekly window in UTC such as sun:04:00-sun:05:00',
    },
  );
