import { Aws, Duration, Stack } from 'aws-cdk-lib';
import {
  CustomWidget,
  GraphWidget,
  type IMetric,
  Metric,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { contract as serveHealth } from '../../lambdas/serve-health/contract';
import type { Site } from '../constructs/site';
import { Workflow } from '../constructs/workflow';
import { durationInWords } from '../domain/duration-in-words';
import { functionName } from '../plan/deployed-names';
import type { Plan } from '../plan/plan';

const HALF = { width: 12, height: 6 };

/** A figure of ours: the worst of five minutes, unless it is counted otherwise. */
export const figure = (
  service: string,
  metricName: string,
  label: string,
  statistic = Stats.MAXIMUM,
): Metric =>
  new Metric({
    namespace: 'FireBackup',
    metricName,
    dimensionsMap: { service },
    period: Duration.minutes(5),
    statistic,
    label,
  });

export const graph = (
  title: string,
  left: readonly IMetric[],
  { right = [], limits = [] }: { right?: readonly IMetric[]; limits?: readonly [string, number][] } = {},
): GraphWidget =>
  new GraphWidget({
    ...HALF,
    title,
    left: [...left],
    right: [...right],
    leftYAxis: { min: 0 },
    leftAnnotations: limits.map(([label, value]) => ({ label, value })),
  });

/** The plan's objectives, as text: they are no figures that CloudWatch has. */
export const objectivesWidget = ({ name, objectives: { zone, region } }: Plan): TextWidget => {
  const row = (component: keyof typeof zone) => {
    const cells = [zone, region].flatMap(({ [component]: { rto, rpo } }) => [rto, rpo].map(durationInWords));
    return `| ${component} | ${zone[component].availability} % | ${cells.join(' | ')} |`;
  };
  return new TextWidget({
    ...HALF,
    markdown: [
      '### Objectives',
      '| component | available | RTO in the region | RPO in the region | RTO without it | RPO without it |',
      '|---|---|---|---|---|---|',
      ...(['api', 'workers', 'database', 'cache'] as const).map(row),
      '',
      'What is met is judged in every run. No heartbeat means not known, never well.',
      '',
      `How it stands is asked when somebody looks and lets it be asked, by the policy \`${name}-operator-<region>\`; \`npx firebackup status\` tells the same.`,
    ].join('\n'),
  });
};

/**
 * What only the ledger knows, as `firebackup status` tells it: read by a function while somebody looks, because a figure of CloudWatch costs
 * 0.30 USD a month for as long as it is sent, and only what an alarm looks at is one. CloudWatch calls it in the name of whoever looks.
 */
export const standingWidget = ({ plan, region }: Site): CustomWidget =>
  new CustomWidget({
    title: 'How it stands: role and epoch, replication, recovery points and their proof, last runs',
    functionArn: `arn:aws:lambda:${region}:${Aws.ACCOUNT_ID}:function:${functionName(plan, serveHealth.name)}`,
    width: 24,
    height: 14,
    // Neither changes what it tells.
    updateOnResize: false,
    updateOnTimeRangeChange: false,
  });

/** The runs of machines that work for longer than minutes; the others run by the minute, and their silence has alarms. */
export function runWidgets({ scope }: Site): readonly GraphWidget[] {
  const machines = Stack.of(scope)
    .node.findAll()
    .filter((one) => one instanceof Workflow)
    .filter(({ machine }) => machine.stateMachineType === StateMachineType.STANDARD);
  const period = Duration.hours(1);
  return [
    graph(
      'Runs that failed, on the left, and that timed out, on the right, by the hour',
      machines.map(({ name, machine }) => machine.metricFailed({ period, label: name })),
      {
        right: machines.map(({ name, machine }) =>
          machine.metricTimedOut({ period, label: `${name} timed out` }),
        ),
      },
    ),
    graph(
      'Runs that succeeded, by the hour',
      machines.map(({ name, machine }) => machine.metricSucceeded({ period, label: name })),
    ),
  ];
}
