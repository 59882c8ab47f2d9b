import type { Capacity } from './capacity';
import type { DocumentedCompute, DocumentedDatabaseSide } from './documented-deployment';

type Arguments = Readonly<Record<string, string | number | true | readonly string[]>>;

/** A call of the AWS CLI as it is typed. Of its arguments `true` is a switch, and a list stands behind its name. */
export function aws(call: string, region: string, args: Arguments): string {
  const words = Object.entries(args).flatMap(([name, value]) => {
    if (value === true) return [`--${name}`];
    const values = typeof value === 'object' ? value : [String(value)];
    return [`--${name} ${values.map(quoted).join(' ')}`];
  });
  return [`aws ${call} --region ${quoted(region)}`, ...words].join(' ');
}

/** A word of a shell: what is plain stays readable, and nothing in it is ever a command. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

const INSTANCE_QUERY =
  'DBInstances[0].[DBInstanceStatus,ReadReplicaSourceDBInstanceIdentifier,StatusInfos,VpcSecurityGroups,PendingModifiedValues]';

export const describeInstance = (region: string, instance: string): string =>
  aws('rds describe-db-instances', region, { 'db-instance-identifier': instance, query: INSTANCE_QUERY });

/** Its ARN as a variable, for calls that take nothing else. */
export const instanceArn = (variable: string, region: string, instance: string): string =>
  `${variable}=$(${aws('rds describe-db-instances', region, {
    'db-instance-identifier': instance,
    query: 'DBInstances[0].DBInstanceArn',
    output: 'text',
  })})`;

export const giveGroups = (region: string, instance: string, groups: readonly string[]): string =>
  aws('rds modify-db-instance', region, {
    'db-instance-identifier': instance,
    'vpc-security-group-ids': groups,
    'apply-immediately': true,
  });

/** No system trusts the authority that signs RDS' certificates, so it is fetched beforehand, under this name. */
export const RDS_ROOTS = 'global-bundle.pem';

export const connectTo = ({ host, port = 5432 }: DocumentedDatabaseSide, databaseName: string): string =>
  `psql ${quoted(`host=${host} port=${port} dbname=${databaseName} sslmode=verify-full sslrootcert=${RDS_ROOTS}`)}`;

export const scaleService = (region: string, cluster: string, service: string, desired: number): string =>
  aws('ecs update-service', region, { cluster, service, 'desired-count': desired });

/**
 * The sizes that a component is to have in a region, as commands: what the other region ran when it was looked at last. Of a
 * service whose size nobody recorded the number is left to be filled in, and the shell refuses the line until it is.
 */
export function scaleUp(
  component: 'api' | 'workers',
  region: string,
  { own, recorded }: { readonly own: DocumentedCompute; readonly recorded: Capacity | undefined },
): readonly string[] {
  const models = recorded?.services.filter((one) => one.component === component) ?? [];
  return own.services
    .filter((one) => one.component === component)
    .map(({ service }, at) => {
      const model = models[at];
      if (model) return scaleService(region, own.cluster, service, Math.max(1, model.desired));
      return `${aws('ecs update-service', region, { cluster: own.cluster, service })} --desired-count "\${SIZE:?nobody recorded its size}"`;
    });
}
