import { ledger } from '../../lib/aws/ledger';
import { runHeadItems } from '../../lib/aws/ledger-runs';
import { ledgerTable } from '../../lib/aws/ledger-table';
import { answerWidget } from '../../lib/status-page/answer-widget';
import { defineLambda, live } from '../runtime/define-lambda';
import { fetchHealth } from '../runtime/fetch-health';
import { contract } from './contract';
import { exposition } from './exposition';
import { knownStatus, readFrom } from './known-status';
import { serveHealth } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, log, now }) => {
  const { DEPLOYMENT: deployment, LEDGER_TABLE: table } = env;
  const deps = {
    deployment,
    notify: env.NOTIFY,
    region,
    ledger: {
      ...ledger(aws(region), { table, deployment }),
      ...runHeadItems(ledgerTable(aws(region), { table, deployment: deployment.name })),
    },
    fetchHealth: fetchHealth({ timeoutSeconds: deployment.probe.timeout }),
    expose: exposition,
    tell: (message: string) => log.warn(message),
    now,
  };
  const serve = serveHealth(deps);
  return async (call) =>
    'rawPath' in call ? serve(call) : answerWidget(await knownStatus(deps), readFrom(deps));
});
export const handler = live(lambda);
