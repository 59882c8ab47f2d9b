import { Duration } from 'aws-cdk-lib';
import { HealthCheck, HealthCheckType } from 'aws-cdk-lib/aws-route53';
import type { Site } from '../constructs/site';
import { CHECKER_INTERVAL_SECONDS } from '../domain/verdict';

/** Route 53 takes no more. */
const FAILURES_MOST = 10;

/**
 * The third vantage point: Route 53's checkers ask the primary region's API, from all of their eight regions, since none is
 * named. No record hangs on it; the prober of this region reads what each checker says, and judges that itself. 10 s is the
 * shorter of the two intervals that Route 53 has.
 */
export function addPrimaryApiCheck({ scope, plan }: Site): string {
  const { hostname, pathname, search, port } = new URL(plan.api.primaryUrl);
  const check = new HealthCheck(scope, 'PrimaryApiCheck', {
    type: HealthCheckType.HTTPS,
    fqdn: hostname,
    resourcePath: `${pathname}${search}`,
    port: port === '' ? 443 : Number(port),
    requestInterval: Duration.seconds(CHECKER_INTERVAL_SECONDS),
    failureThreshold: Math.min(plan.probe.failuresToDeclare, FAILURES_MOST),
    enableSNI: true,
  });
  return check.healthCheckId;
}
