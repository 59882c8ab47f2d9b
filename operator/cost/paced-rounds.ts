import { type CostedResource, targetOf, textOf } from './template';

/** Rounds of a machine that a schedule puts into a queue by the minute, and a pipe takes out one by one. */
export interface PacedRounds {
  readonly queue: CostedResource;
  readonly pipe: CostedResource;
  readonly machine: CostedResource;
  readonly batchesPerMonth: number;
  readonly roundsPerMonth: number;
}

const SEND_BATCH = 'arn:aws:scheduler:::aws-sdk:sqs:sendMessageBatch';

/** @throws {RangeError} for a schedule that sends into a queue of which no machine is started */
export function pacedRounds(
  { stack, id, properties }: CostedResource,
  resources: readonly CostedResource[],
  batchesPerMonth: number,
): PacedRounds | undefined {
  if (properties.Target.Arn !== SEND_BATCH) return undefined;
  const { QueueUrl, Entries } = JSON.parse(textOf(properties.Target.Input));
  const queue = targetOf({ Ref: QueueUrl }, stack, resources);
  const pipe = resources.find(
    (one) =>
      one.type === 'AWS::Pipes::Pipe' &&
      queue &&
      targetOf(one.properties.Source, one.stack, resources) === queue,
  );
  const machine = targetOf(pipe?.properties.Target, stack, resources);
  if (!queue || !pipe || !machine)
    throw new RangeError(
      `${id} in ${stack} sends to ${QueueUrl}, and no pipe starts a machine for what it sends`,
    );
  return { queue, pipe, machine, batchesPerMonth, roundsPerMonth: batchesPerMonth * Entries.length };
}
