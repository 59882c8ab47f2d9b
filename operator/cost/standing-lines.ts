import { type CostLine, costLine } from './line';
import type { CostedResource } from './template';

/** What costs by being there. */
export function standingLines({ stack, type, id, properties }: CostedResource): readonly CostLine[] {
  const there = (service: string, price: CostLine['price'], because: string, quantity = 1) => [
    costLine(service, `${id} in ${stack}`, { quantity, price, because }),
  ];
  switch (type) {
    case 'AWS::CloudWatch::Alarm': {
      const watched = (properties.Metrics ?? [{ MetricStat: {} }]).filter(
        (one: { MetricStat?: unknown }) => one.MetricStat,
      );
      const period = properties.Period ?? watched[0]?.MetricStat?.Period ?? 60;
      return there(
        'CloudWatch alarms',
        period < 60 ? 'highResolutionAlarms' : 'alarms',
        `watched every ${period} s`,
        watched.length,
      );
    }
    case 'AWS::CloudWatch::CompositeAlarm':
      return there('CloudWatch alarms', 'compositeAlarms', 'a composite alarm');
    case 'AWS::CloudWatch::Dashboard':
      return there('CloudWatch dashboards', 'dashboards', 'a dashboard');
    case 'AWS::KMS::Key':
      return there('KMS', 'keys', 'a key of the stack; each of its first two rotations adds as much');
    case 'AWS::Route53::HealthCheck':
      return healthCheckLines(stack, id, properties.HealthCheckConfig);
    default:
      return [];
  }
}

function healthCheckLines(
  stack: string,
  id: string,
  check: { Type: string; RequestInterval?: number; FullyQualifiedDomainName?: unknown },
): readonly CostLine[] {
  // A name that the stack makes is AWS' own. The plan's is a name of the user's, of an API that stands in the account that is protected.
  const own = typeof check.FullyQualifiedDomainName === 'object';
  const options = [check.Type.startsWith('HTTPS') && 'HTTPS', check.RequestInterval === 10 && '10 s'].filter(
    Boolean,
  );
  const what = `${id} in ${stack}`;
  const because = own
    ? 'it asks an address of AWS'
    : "it asks the plan's API, taken for what stands in AWS; outside it costs 0.25 USD more, and each option 1 USD more";
  return [
    costLine('Route 53', what, { quantity: 1, price: 'awsHealthCheck', because }),
    costLine('Route 53', `${what}: options`, {
      quantity: options.length,
      price: 'awsHealthCheckOption',
      because: options.join(', '),
    }),
  ];
}
