import { Metrics } from '@aws-lambda-powertools/metrics';
import type * as z from 'zod';
import type { Contract } from './contract';
import { chain, type LambdaFunction, type Wiring } from './define-lambda';
import { measureInto, publishMetrics } from './publish-metrics';
import type { Measure } from './surroundings';

export interface MeasuringWiring<Env> extends Wiring<Env> {
  readonly measure: Measure;
}

/** The way to make a function that measures. Of its own, since few do and the others need not load what it takes. */
export const defineMeasuringLambda = <Input extends z.ZodType, Env extends z.ZodType>(
  contract: Contract<Input, Env>,
  wire: (wiring: MeasuringWiring<z.output<Env>>) => (input: z.output<Input>) => Promise<unknown>,
): LambdaFunction => ({
  contract: contract as unknown as Contract,
  in: (surroundings) => {
    const metrics = new Metrics({ namespace: 'FireBackup', serviceName: contract.name });
    return chain(
      contract,
      (wiring, world) => wire({ ...wiring, measure: world.measure ?? measureInto(metrics) }),
      surroundings,
      [publishMetrics(metrics)],
    );
  },
});
