import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import middy from '@middy/core';

/* The function that `imports.ts` holds ours against: one client, and what the libraries' own guides put around it. */
const rds = new RDSClient({});
const names = { serviceName: 'usual', namespace: 'Usual' };

export const handler = middy()
  .use(injectLambdaContext(new Logger(names)))
  .use(captureLambdaHandler(new Tracer(names)))
  .use(logMetrics(new Metrics(names)))
  .handler(async () => rds.send(new DescribeDBInstancesCommand({})));
