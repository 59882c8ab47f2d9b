import type { AwsMiddleware } from '../../lib/aws/client-settings';
import type { ConnectPostgres } from '../../lib/postgres/connect';
import type { ConnectCache } from '../../lib/redis/connect';

/** A figure for alarms and dashboards; with dimensions of its own beside the function's name, where it has several series. */
export type Measure = (
  name: string,
  value: number,
  unit: 'Count' | 'Seconds' | 'Bytes',
  dimensions?: Readonly<Record<string, string>>,
) => void;

/** The world that a function runs in. In AWS Lambda provides it; a rehearsal brings its own regions. */
export interface Surroundings {
  readonly region: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Sees every AWS call before it leaves; live functions have none. */
  readonly middleware?: ((region: string) => AwsMiddleware) | undefined;
  readonly connect?: ConnectPostgres | undefined;
  readonly connectCache?: ConnectCache | undefined;
  readonly measure?: Measure | undefined;
  readonly now?: (() => Date) | undefined;
}

/** @throws {Error} outside Lambda, where AWS_REGION is not set. */
export function lambdaSurroundings(): Surroundings {
  const region = process.env.AWS_REGION;
  if (!region) throw new Error('AWS_REGION is not set: this entry point runs in AWS Lambda');
  return { region, env: process.env };
}
