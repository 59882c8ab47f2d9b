import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { serveRole } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, log }) =>
  serveRole({
    region,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    onSilence: (error) => log.error('the ledger gives no answer; serving the last known role', error),
  }),
);
export const handler = live(lambda);
