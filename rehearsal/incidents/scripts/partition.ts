import { SELF_FENCED_SECONDS } from '../../../lib/domain/isolation';
import type { Plan } from '../../../lib/plan/plan';
import { awaitFailover, pause, writeThere } from '../acts';
import type { Script } from '../incident';
import { countWrites, incidentReport } from '../incident-report';
import { movedOnce, neverBoth } from '../looks';
import { act, check, type Look, see } from '../stage';

type Rules = Pick<Plan['failover'], 'isolation' | 'whenUnfenced'>;

/** How long the region stays cut off after it was failed over. */
const CUT_OFF_MS = 2_000;
/** Fences of a region that is reached again: its guard fires many times meanwhile. */
const HEALS_MS = 3_000;

const cutOff = act('Cut the primary region off from the two others', async ({ world, moments }) => {
  moments.push({ at: Date.now(), what: 'cut off' });
  world.network.partition();
  return 'it lives, and so do the clients that are near to it';
});

const stay = act('Stay cut off for a while', async () => {
  await pause(CUT_OFF_MS);
  return `${CUT_OFF_MS / 1000} s, in which clients near to it go on trying`;
});

const heal = act('Let the region be reached again', async ({ world, found }) => {
  world.network.heal();
  await pause(HEALS_MS);
  found.healedAt = Date.now();
  return 'its guard hears of the new epoch';
});

/** Until it is reached again nobody can fence it: that is the price of `keep`, and the report says how high it was. */
const closedOnceReached: Look = ({ checker, found }) => {
  const last = checker.lastOf('primary');
  const late = last !== undefined && found.healedAt !== undefined && last > found.healedAt;
  const { bothSeconds } = checker.writable.database;
  return check(
    'the old primary is closed once it is reached again',
    !late,
    `two writable for ${bothSeconds.toFixed(2)} s`,
  );
};

/** Nobody saw it fence itself, and the record does not say so. */
const waitedFor: Look = ({ found }) => {
  const waited = found.run?.phases?.find(({ name }) => name === 'fence')?.seconds ?? 0;
  return check(
    'the failover waits until it must have fenced itself',
    waited >= SELF_FENCED_SECONDS,
    `${waited.toFixed(0)} s on the clock of every function, of ${SELF_FENCED_SECONDS} s`,
  );
};

const withRules =
  (rules: Rules) =>
  (plan: Plan): Plan => ({ ...plan, failover: { ...plan.failover, ...rules } });

/** It fences itself, since it may not know whether anybody else was promoted; and whoever is promoted waits for that. */
export const partitionFenced: Script = {
  plan: withRules({ isolation: 'fence', whenUnfenced: 'wait' }),
  acts: [
    cutOff,
    awaitFailover,
    writeThere,
    stay,
    heal,
    countWrites,
    see('See that never two sides took writes', movedOnce, waitedFor, neverBoth, closedOnceReached),
  ],
  report: incidentReport('region cut off but alive; it fences itself, and the failover waits for that'),
};

/** It keeps serving those who reach it, as the plan says. */
export const partitionKept: Script = {
  plan: withRules({ isolation: 'keep', whenUnfenced: 'promote' }),
  acts: [
    cutOff,
    awaitFailover,
    writeThere,
    stay,
    heal,
    countWrites,
    see('See for how long two sides took writes', movedOnce, closedOnceReached),
  ],
  report: incidentReport('region cut off but alive; it keeps serving'),
};
