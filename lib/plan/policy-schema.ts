import * as z from 'zod';
import { identifier } from './aws-names';
import { longestGapSeconds } from './schedule-gap';
import { duration } from './units';

const slots = (slot: string) =>
  z
    .int()
    .min(0, { error: 'expected 0 or more slots' })
    .max(100, { error: 'expected at most 100 slots' })
    .default(0)
    .meta({
      description: `Of so many ${slot} that have recovery points, the newest ones, the newest point stays.`,
    });

const tiers = z.strictObject(
  { hourly: slots('hours'), daily: slots('days'), weekly: slots('weeks'), monthly: slots('months') },
  { error: 'expected how many to keep: { hourly, daily, weekly, monthly }' },
);

const retain = tiers
  .refine((tier) => Object.values(tier).some((kept) => kept > 0), {
    error: 'expected at least one of hourly, daily, weekly and monthly to be more than 0',
  })
  .meta({
    description: 'Recovery points kept per store and region; a tier that is left out keeps none. No default.',
  });

export const schedule = z
  .string()
  .regex(/^(rate|cron)\(.+\)$/, {
    error: 'expected an EventBridge expression: rate(6 hours) or cron(0 3 * * ? *)',
  })
  .refine(repeats, { error: 'expected an EventBridge expression that fires again and again' });

function repeats(expression: string): boolean {
  try {
    return longestGapSeconds(expression) > 0;
  } catch {
    return false;
  }
}

/** What every policy says about the points that it makes. What can lose data has no default. */
export const kept = {
  retain,
  keepProven: z
    .int({ error: 'expected how many proven recovery points to keep whatever their age, at least 1' })
    .min(1, { error: 'expected at least 1: the last proven recovery point is never deleted' })
    .max(20, { error: 'expected at most 20: each is looked up before anything is deleted' })
    .meta({
      description:
        'Proven ones kept per store and region, however old; while fewer are proven, as many of the newest. No default.',
    }),
};

export const policy = z.strictObject({
  name: identifier,
  databases: z.array(z.string()).min(1).meta({ description: 'Ids of the databases that it covers.' }),
  schedule,
  freshFor: duration
    .prefault('0s')
    .meta({ description: 'None is taken of a database whose newest of this policy is younger than this.' }),
  ...kept,
});
