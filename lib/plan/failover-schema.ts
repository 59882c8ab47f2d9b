import * as z from 'zod';
import { dailyWindow, duration, positiveDuration, weeklyWindow } from './units';

/** A run waits for a person within the 26 hours of its machine, and what was seen a day ago is nothing to act upon. */
const LONGEST_WAIT_SECONDS = 24 * 3600;

/** When a lost region is left, and what holds that back. What can lose data has no default. */
export const failover = z.strictObject({
  mode: z.enum(['automatic', 'approval', 'off'], {
    error: 'expected automatic (alarms fail over), approval (a named person decides) or off',
  }),
  whenUnfenced: z
    .enum(['promote', 'stop', 'wait'], {
      error: 'expected promote, stop or wait: what to do when the old primary cannot be reached to be fenced',
    })
    .meta({
      description:
        'wait: a run promotes beside a silent region only after the ten minutes in which that fences itself; needs isolation fence.',
    }),
  isolation: z.enum(['fence', 'keep'], {
    error:
      'expected fence or keep: what a region does that cannot reach the ledger anywhere for longer than the lease',
  }),
  approvalExpiresAfter: positiveDuration
    .refine((seconds) => seconds <= LONGEST_WAIT_SECONDS, { error: 'expected at most 24h' })
    .prefault('1h')
    .meta({
      description: 'A request for approval that nobody answers ends the run after this long, at most 24h.',
    }),
  coolDown: positiveDuration
    .prefault('1h')
    .meta({ description: 'No second automatic failover for this long.' }),
  maintenance: z
    .array(
      z.union([dailyWindow, weeklyWindow], {
        error: 'expected a window in UTC such as 03:00-04:00 or sun:04:00-sun:05:00',
      }),
    )
    .default([])
    .meta({ description: 'Windows in UTC in which only a named person fails over.' }),
});

/** By which probes a region is seen to be lost. */
export const probe = z
  .strictObject({
    interval: positiveDuration.prefault('15s').meta({
      description: 'Between two probes of one vantage point, and between two heartbeats; at least 6s.',
    }),
    timeout: positiveDuration.prefault('5s'),
    failuresToDeclare: z.int().min(2, { error: 'expected at least 2: one bad probe is noise' }).default(3),
    inRegionHold: duration.prefault('2m').meta({
      description:
        'How long a component stays bad before its region is down; a Multi-AZ failover takes 60 to 120 s.',
    }),
  })
  .prefault({});
