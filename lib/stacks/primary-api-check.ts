import { Duration } from 'aws-cdk-lib';
import { HealthCheck, HealthCheckType } from 'aws-cdk-lib/aws-route53';
import type { Site } from '../constructs/site';
import { CHECKER_INTERVAL_SECONDS, checkersPace } from '../domain/verdict';

/** Route 53 takes no more. */
const FAILURES_MOST = 10;

/**
 * The third vantage point: Route 53's checkers ask the primary region's API, from all of their eight regions, since none is
 * named. No record hangs on it; the prober of this region reads what each checker says, and judges that itself. The threshold is the
 * one of that judgement, so that Route 53's console does not call the API well while a failover calls it down.
 */
export function addPrimaryApiCheck({ scope, plan }: Site): string {
  const { interval, failuresToDeclare, inRegionHold } = plan.probe;
  const pace = checkersPace({
    intervalSeconds: interval,
    failuresToDeclare,
    inRegionHoldSeconds: inRegionHold,
  });
  const { hostname, pathname, search, port } = new URL(plan.api.primaryUrl);
  const check = new HealthCheck(scope, 'PrimaryApiCheck', {
    type: HealthCheckType.HTTPS,
    fqdn: hostname,
    resourcePath: `${pathname}${search}`,
    port: port === '' ? 443 : Number(port),
    requestInterval: Duration.seconds(CHECKER_INTERVAL_SECONDS),
    failureThreshold: Math.min(pace.failuresToDeclare, FAILURES_MOST),
    enableSNI: true,
  });
  return check.healthCheckId;
}
