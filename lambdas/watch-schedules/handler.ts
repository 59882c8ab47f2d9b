import { ledger } from '../../lib/aws/ledger';
import { scheduleFirings } from '../../lib/aws/schedule-firings';
import { scheduleGroupPrefix } from '../../lib/plan/deployed-names';
import { live } from '../runtime/define-lambda';
import { defineMeasuringLambda } from '../runtime/define-measuring-lambda';
import { contract } from './contract';
import { watchSchedules } from './task';

export const lambda = defineMeasuringLambda(contract, ({ env, region, aws, measure, log, now }) =>
  watchSchedules({
    region,
    watched: Object.entries(env.WATCHED_SCHEDULES).flatMap(([of, schedules]) =>
      Object.entries(schedules).map(([group, silentAfterSeconds]) => ({
        region: of,
        group: `${scheduleGroupPrefix(env.DEPLOYMENT)}${group}`,
        silentAfterSeconds,
      })),
    ),
    lastFired: (of) => scheduleFirings(aws(of)).lastFired,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    measure,
    tell: (message) => log.warn(message),
    now,
  }),
);
export const handler = live(lambda);
