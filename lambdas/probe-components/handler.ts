import { healthChecks, ROUTE53_REGION } from '../../lib/aws/health-checks';
import { ledger } from '../../lib/aws/ledger';
import { failoverRules } from '../../lib/plan/deployment';
import { live } from '../runtime/define-lambda';
import { defineMeasuringLambda } from '../runtime/define-measuring-lambda';
import { fetchHealth } from '../runtime/fetch-health';
import { contract } from './contract';
import { listenToCheckers } from './listen-to-checkers';
import { probeComponents } from './task';

export const lambda = defineMeasuringLambda(contract, ({ env, region, aws, measure, log, now }) => {
  const { DEPLOYMENT: deployment, HEALTH_CHECK_ID: healthCheck } = env;
  const truth = ledger(aws(region), { table: env.LEDGER_TABLE, deployment });
  const route53 = healthChecks(aws(ROUTE53_REGION));
  return probeComponents({
    deployment,
    vantagePoint: env.VANTAGE_POINT,
    region,
    ledger: truth,
    fetchHealth: fetchHealth({ timeoutSeconds: deployment.probe.timeout }),
    listenToCheckers:
      healthCheck === undefined
        ? undefined
        : listenToCheckers({
            ledger: truth,
            rules: failoverRules(deployment).detection,
            reports: () => route53.reports(healthCheck, deployment.probe.timeout),
            onSilence: (error) => log.warn('route 53 gives no answer; its word gets unknown', error),
            now,
          }),
    measure,
    now,
  });
});
export const handler = live(lambda);
