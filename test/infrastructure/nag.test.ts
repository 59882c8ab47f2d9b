import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { deployed, referencePlan, templateApp } from './deployed';

test("neither cdk-nag nor CDK's own rules have an objection that is not acknowledged", () => {
  const { resources } = deployed(referencePlan(), templateApp({ validated: true }));
  expect(resources.length).toBeGreaterThan(100);
});

test('a finding that nobody acknowledged fails the synthesis', () => {
  const app = templateApp();
  new Bucket(new Stack(app, 'careless'), 'Bucket');
  expect(() => deployed(referencePlan(), app)).toThrow('AwsSolutions-S1');
});
