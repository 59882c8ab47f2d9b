import type { Context } from 'aws-lambda';

/** What AWS Lambda hands to a function beside the event. */
export const aLambdaContext = (overrides: Partial<Context> = {}): Context => ({
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'a-function',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:us-west-2:111122223333:function:a-function',
  memoryLimitInMB: '256',
  awsRequestId: 'a-request',
  logGroupName: 'a-group',
  logStreamName: 'a-stream',
  getRemainingTimeInMillis: () => 10_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
  ...overrides,
});
