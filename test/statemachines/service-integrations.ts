import * as ecs from '@aws-sdk/client-ecs';
import * as lambda from '@aws-sdk/client-lambda';
import * as sfn from '@aws-sdk/client-sfn';
import * as sns from '@aws-sdk/client-sns';
import type { SchemaRef } from '@smithy/types';
import { inputObjections } from '../helpers/sdk-inputs';
import type { State } from './machine-files';

/** The services that machines ask themselves, by the name that Step Functions has for each. */
const CLIENTS: Readonly<Record<string, object>> = { ecs, lambda, states: sfn, sns };

/** What Step Functions makes text of by itself, where the service takes nothing but text. */
const MADE_TEXT: readonly string[] = ['Payload', 'Input', 'Message'];

/** `arn:aws:states:::ecs:runTask.sync`, or `arn:aws:states:::aws-sdk:rds:describeDBInstances`. */
const INTEGRATION =
  /^arn:aws:states:::(?:aws-sdk:)?(?<service>\w+):(?<operation>\w+)(?:\.(?:sync(?::2)?|waitForTaskToken))?$/;

/** What the service that a task asks would not understand. */
export function integrationObjections({ Resource = '', Parameters = {} }: State): readonly string[] {
  const { service, operation = '' } = INTEGRATION.exec(Resource)?.groups ?? {};
  const client = CLIENTS[service ?? ''] as Record<string, readonly SchemaRef[]> | undefined;
  if (!client) return [`${Resource} asks a service that is not looked into; add its client`];
  // An operation, as its client exports it: what it is called, what it takes, and what it answers.
  const input = client[`${operation.charAt(0).toUpperCase()}${operation.slice(1)}$`]?.[4];
  if (input === undefined) return [`${service} has no ${operation}`];
  const asked = Object.fromEntries(
    Object.entries(Parameters).map(([name, value]) => [
      name,
      MADE_TEXT.includes(name) && typeof value === 'object' ? '{}' : value,
    ]),
  );
  return inputObjections(input, asked, operation, 'machine');
}
