import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy, { type MiddlewareObj } from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import { type AwsAccess, accessTo } from '../../lib/aws/client-settings';
import { type Instant, instant } from '../../lib/domain/instant';
import type { ConnectPostgres } from '../../lib/postgres/connect';
import type { ConnectCache } from '../../lib/redis/connect';
import type { Contract } from './contract';
import { nameErrors } from './name-errors';
import { parsed } from './parsed';
import { lambdaSurroundings, type Surroundings } from './surroundings';

/** What a handler wires its task's dependencies from. */
export interface Wiring<Env> {
  readonly env: Env;
  readonly region: string;
  /** Access to the AWS APIs of a region. */
  readonly aws: (region: string) => AwsAccess;
  /** How a rehearsal reaches its databases; in AWS as an IAM user. */
  readonly connect: ConnectPostgres | undefined;
  /** How a rehearsal reaches its caches; in AWS over TLS. */
  readonly connectCache: ConnectCache | undefined;
  readonly log: Logger;
  readonly now: () => Instant;
}

export type Handler = (event: unknown, context: Context) => Promise<unknown>;

export interface LambdaFunction {
  readonly contract: Contract;
  /** The function in a given world. Its environment is parsed at the first call, and then no more. */
  readonly in: (surroundings: () => Surroundings) => Handler;
}

/** One way to make a function: its contract, and how live things are wired into its task. */
export function defineLambda<Input extends z.ZodType, Env extends z.ZodType>(
  contract: Contract<Input, Env>,
  wire: (wiring: Wiring<z.output<Env>>) => (input: z.output<Input>) => Promise<unknown>,
): LambdaFunction {
  return {
    contract: contract as unknown as Contract,
    in: (surroundings) => chain(contract, wire, surroundings),
  };
}

/** The handler that AWS Lambda calls. */
export const live = (lambda: LambdaFunction): Handler => lambda.in(lambdaSurroundings);

/**
 * The chain that every call of a function runs through. Traces are the service's own (`Tracing.ACTIVE`): X-Ray's SDK adds
 * sub-segments that nothing here looks at, for a third of the time that a function takes to load.
 */
export function chain<Input extends z.ZodType, Env extends z.ZodType>(
  contract: Contract<Input, Env>,
  wire: (wiring: Wiring<z.output<Env>>, world: Surroundings) => (input: z.output<Input>) => Promise<unknown>,
  surroundings: () => Surroundings,
  around: readonly MiddlewareObj[] = [],
): Handler {
  const log = new Logger({ serviceName: contract.name });
  let task: ((input: z.output<Input>) => Promise<unknown>) | undefined;

  const run = async (event: unknown): Promise<unknown> => {
    task ??= wiredIn(surroundings());
    return task(parsed(contract.input, event, `the event of ${contract.name}`));
  };
  const wiredIn = (world: Surroundings) => wire(wiringOf(contract, world, log), world);
  return middy()
    .use([injectLambdaContext(log), ...around, nameErrors(log)])
    .handler(run) as unknown as Handler;
}

function wiringOf<Env extends z.ZodType>(
  contract: Contract<z.ZodType, Env>,
  { region, env, middleware, connect, connectCache, now }: Surroundings,
  log: Logger,
): Wiring<z.output<Env>> {
  return {
    env: parsed(contract.env, env, `the environment of ${contract.name}`),
    region,
    aws: (target) => accessTo(target, middleware?.(target)),
    connect,
    connectCache,
    log,
    now: () => instant(now?.() ?? new Date()),
  };
}
