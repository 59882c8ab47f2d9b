import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { fetchHealth } from '../runtime/fetch-health';
import { contract } from './contract';
import { exposition } from './exposition';
import { serveHealth } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, log, now }) =>
  serveHealth({
    deployment: env.DEPLOYMENT,
    region,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    fetchHealth: fetchHealth({ timeoutSeconds: env.DEPLOYMENT.probe.timeout }),
    expose: exposition,
    tell: (message) => log.warn(message),
    now,
  }),
);
export const handler = live(lambda);
