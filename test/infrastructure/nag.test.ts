import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { deployed, referencePlan, templateApp } from './deployed';

test('cdk-nag has no objection that is not acknowledged', () => {
  expect(deployed().resources.length).toBeGreaterThan(100);
});

test('a finding that nobody acknowledged fails the synthesis', () => {
  const app = templateApp();
  new Bucket(new Stack(app, 'careless'), 'Bucket');
  expect(() => deployed(referencePlan(), app)).toThrow('AwsSolutions-S1');
});
