import { GetHealthCheckStatusCommand, Route53Client } from '@aws-sdk/client-route-53';
import type { CheckerReport } from '../domain/checkers';
import { instant } from '../domain/instant';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

/** Route 53's control plane stands here and nowhere else. */
export const ROUTE53_REGION = 'us-east-1';

export type HealthChecks = ReturnType<typeof healthChecks>;

/** Verbs over Route 53's health checks. */
export function healthChecks(access: AwsAccess) {
  // One attempt: the next probe asks again, and Route 53 allows an account five requests a second in all.
  const client = withMiddleware(new Route53Client({ ...clientSettings(access), maxAttempts: 1 }), access);
  return {
    /** What each checker said last of an endpoint. A checker that has said nothing yet is left out. */
    reports: async (id: string, withinSeconds: number): Promise<readonly CheckerReport[]> => {
      const command = new GetHealthCheckStatusCommand({ HealthCheckId: id });
      const abortSignal = AbortSignal.timeout(withinSeconds * 1000);
      const { HealthCheckObservations = [] } = await asking(`route 53: status of health check ${id}`, () =>
        client.send(command, { abortSignal }),
      );
      return HealthCheckObservations.flatMap(({ Region, StatusReport }): CheckerReport[] => {
        const { Status: said, CheckedTime: checked } = StatusReport ?? {};
        if (said === undefined || checked === undefined) return [];
        return [{ region: Region ?? 'unknown', healthy: HEALTHY.test(said), said, at: instant(checked) }];
      });
    },
  };
}

/** `Success: HTTP Status Code 200, OK`, against `Failure: …`. */
const HEALTHY = /^Success\b/;
