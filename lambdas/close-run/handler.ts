import { ledger } from '../../lib/aws/ledger';
import { objects } from '../../lib/aws/objects';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { closeRun } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) => {
  const documents = objects(aws(region));
  return closeRun({
    objectives: env.DEPLOYMENT.objectives,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    keep: async (run) => {
      await documents.putDocument(env.EVIDENCE_BUCKET, `runs/${run.id}.json`, run);
    },
    now,
  });
});
export const handler = live(lambda);
