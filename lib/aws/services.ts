import { DescribeServicesCommand, ECSClient, type Service, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { NotFound, TerminalState } from '../domain/errors';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

/** How many tasks ECS is to keep of a service, and how many run. */
export interface ServiceCounts {
  readonly service: string;
  readonly desired: number;
  readonly running: number;
}

export type Services = ReturnType<typeof services>;

/** As many as one call describes. */
const DESCRIBED_AT_ONCE = 10;

/** Verbs over ECS services in one region. @throws our errors as `translate.ts` names them; everything else untouched. */
export function services(access: AwsAccess) {
  const client = withMiddleware(new ECSClient(clientSettings(access)), access);
  const at = `ecs in ${access.region}`;

  return {
    region: access.region,

    /** In the order asked for. @throws {NotFound} for one that the cluster does not have; ECS says so beside its answer */
    counts: async (cluster: string, names: readonly string[]): Promise<readonly ServiceCounts[]> => {
      const found: Service[] = [];
      for (let from = 0; from < names.length; from += DESCRIBED_AT_ONCE) {
        const asked = names.slice(from, from + DESCRIBED_AT_ONCE);
        const command = new DescribeServicesCommand({ cluster, services: asked });
        const told = await asking(`${at}: describe ${asked.join(', ')}`, () => client.send(command));
        found.push(...(told.services ?? []));
      }
      return names.map((name) => countsOf(at, cluster, name, found));
    },

    /** Sets how many tasks ECS keeps; it starts or stops the rest by and by. */
    scale: async (cluster: string, service: string, desiredCount: number): Promise<void> => {
      const command = new UpdateServiceCommand({ cluster, service, desiredCount });
      await asking(`${at}: scale ${service} to ${desiredCount}`, () => client.send(command));
    },
  };
}

function countsOf(at: string, cluster: string, name: string, found: readonly Service[]): ServiceCounts {
  const one = found.find(({ serviceName }) => serviceName === name);
  if (!one) throw new NotFound(`${at}: cluster ${cluster} has no service ${name}`);
  if (one.status !== 'ACTIVE')
    throw new TerminalState(`${at}: ${name} is ${one.status ?? 'of unknown status'}, expected ACTIVE`);
  // A count that ECS leaves out is not zero: nobody knows it.
  if (one.desiredCount === undefined || one.runningCount === undefined)
    throw new NotFound(`${at}: ${name} was described without its counts`);
  return { service: name, desired: one.desiredCount, running: one.runningCount };
}
