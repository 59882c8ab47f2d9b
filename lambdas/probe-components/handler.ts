import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { fetchHealth } from '../runtime/fetch-health';
import { contract } from './contract';
import { probeComponents } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, measure, now }) =>
  probeComponents({
    deployment: env.DEPLOYMENT,
    vantagePoint: env.VANTAGE_POINT,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    fetchHealth: fetchHealth(env.DEPLOYMENT.probe.timeout),
    measure,
    now,
  }),
);
export const handler = live(lambda);
