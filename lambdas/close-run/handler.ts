import { documents } from '../../lib/aws/documents';
import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { keepRun } from '../runtime/keep-run';
import { contract } from './contract';
import { closeRun } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) =>
  closeRun({
    objectives: env.DEPLOYMENT.objectives,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    keep: keepRun({
      documents: documents(aws(region)),
      bucket: env.EVIDENCE_BUCKET,
      deployment: env.DEPLOYMENT,
    }),
    now,
  }),
);
export const handler = live(lambda);
