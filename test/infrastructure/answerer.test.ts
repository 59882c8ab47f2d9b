import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployed } from './deployed';

const house = deployed();
const runbook = readFileSync(join(import.meta.dirname, '..', '..', 'statemachines', 'README.md'), 'utf8');
const alarm = (stack: string, name: string) =>
  house.one('AWS::CloudWatch::Alarm', stack, `AnswerRecovery${name}Alarm`).properties;

test.each(['primary', 'recovery'])('in %s the answer is given every five minutes', (stack) => {
  const schedule = house
    .all('AWS::Scheduler::Schedule', stack)
    .find(({ properties }) => JSON.stringify(properties.Target.Arn).includes('AnswerRecoveryFunction'));
  expect(schedule?.properties).toMatchObject({ ScheduleExpression: 'rate(5 minutes)' });
});

test.each([
  ['Missed', 'RecoveryMissed', 1, 3, 'notBreaching'],
  ['Unknown', 'RecoveryUnknown', 1, 12, 'breaching'],
  ['ProofAge', 'ProofAgeSeconds', 8 * 86_400, 3, 'notBreaching'],
])('%s rings on the worst of all stores, in both regions', (name, metric, threshold, periods, silence) => {
  for (const stack of ['primary', 'recovery']) {
    expect(alarm(stack, name)).toMatchObject({
      Namespace: 'FireBackup',
      MetricName: metric,
      Dimensions: [{ Name: 'service', Value: 'answer-recovery' }],
      Statistic: 'Maximum',
      Period: 300,
      Threshold: threshold,
      EvaluationPeriods: periods,
      TreatMissingData: silence,
    });
  }
});

test('three rounds that fail are told', () => {
  expect(alarm('recovery', 'Errors')).toMatchObject({
    MetricName: 'Errors',
    Period: 300,
    EvaluationPeriods: 3,
  });
});

test('what nobody has proven for a day is told, although it never gets old', () => {
  expect(alarm('recovery', 'NeverProven')).toMatchObject({
    MetricName: 'NeverProven',
    Period: 3600,
    EvaluationPeriods: 24,
    Threshold: 1,
  });
});

test.each(['Missed', 'Unknown', 'ProofAge', 'NeverProven', 'Errors'])(
  '%s leads to a heading of the runbook',
  (name) => {
    const heading = /#([a-z-]+)$/.exec(alarm('recovery', name).AlarmDescription)?.[1];
    expect(runbook).toContain(`\n## ${heading}\n`);
  },
);
