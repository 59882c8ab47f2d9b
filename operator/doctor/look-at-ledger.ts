import { durationInWords } from '../../lib/domain/duration-in-words';
import { secondsBetween } from '../../lib/domain/instant';
import type { ScheduleJudgement } from '../../lib/domain/schedule-watch';
import type { Desk } from '../command/desk';
import { ledgerIn, readLedger } from '../command/read-ledger';
import { bad, type Finding, fine, type Look, unknown } from './finding';

/** Each region's replica has to answer by itself: on the day, one of them is all that is left. */
export const looksAtLedger = (desk: Desk): readonly Look[] =>
  Object.values(desk.plan.regions).map((region) => {
    const what = `ledger in ${region}`;
    return {
      what,
      see: async () => {
        const { epoch, version } = await ledgerIn(desk, region).role();
        return [fine(what, `answers: epoch ${epoch}, version ${version}`)];
      },
    };
  });

/** A look every quarter of an hour; two that were missed are one too many. */
const OLD_SECONDS = 2 * 900;

/** What each serving region last heard of the schedules of the others. */
export const looksAtSchedules = (desk: Desk): readonly Look[] =>
  [desk.plan.regions.primary, desk.plan.regions.recovery].map((region) => {
    const what = `schedules, heard by ${region}`;
    const next = 'see statemachines/README.md, and the executions of watch-schedules there';
    return {
      what,
      see: async () => {
        const { found } = await readLedger(desk, (truth) => truth.schedules(region));
        if (!found) return [unknown(what, 'nobody has listened yet', next)];
        const age = secondsBetween(found.at, desk.now());
        if (age > OLD_SECONDS) return [unknown(what, `last listened to ${durationInWords(age)} ago`, next)];
        const not = found.schedules.filter(({ state }) => state === 'silent' || state === 'unknown');
        return not.length === 0
          ? [fine(what, `${found.schedules.length} fire when they should`)]
          : not.map((one) => scheduleFinding(one));
      },
    };
  });

function scheduleFinding({ region, group, state, because }: ScheduleJudgement): Finding {
  const what = `schedule ${group} in ${region}`;
  const next = 'see whether it is there and switched on, and what is in the queue of undelivered starts';
  return state === 'silent' ? bad(what, because, next) : unknown(what, because, next);
}
