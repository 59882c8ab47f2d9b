import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { applicationSecret, masterSecret } from '../../plan/workload-names';
import type { WorkloadSite } from './workload-site';

/** RDS takes at most 128 characters, of which none may be a slash, a quote or an at sign. */
const PASSWORD = { passwordLength: 40, excludePunctuation: true, generateStringKey: 'password' } as const;

/** The guide's `admin` is a word that PostgreSQL on RDS keeps for itself. */
export const MASTER_USER = 'firebackupadmin';

/**
 * Passwords of the database, made here and replicated into the recovery region, where they are read without this one.
 *
 * Not by RDS' own management of master passwords: an instance whose password RDS manages can have no read replicas, and its secret
 * no replica either.
 */
export class DatabaseSecrets extends Construct {
  readonly master: ISecret;
  readonly application: ISecret;

  constructor(site: WorkloadSite) {
    super(site.scope, 'Secrets');
    const { plan } = site;
    const secret = (id: string, name: string, username: string) => {
      const made = new Secret(this, id, {
        secretName: name,
        description: `Database of ${plan.name}: ${username}`,
        generateSecretString: { ...PASSWORD, secretStringTemplate: JSON.stringify({ username }) },
        replicaRegions: [{ region: plan.regions.recovery }],
        removalPolicy: RemovalPolicy.RETAIN,
      });
      Validations.of(made).acknowledge({
        id: 'AwsSolutions-SMG4',
        reason:
          'tasks read it when they start, and RDS when it is made: a rotation that restarts neither would lock them out; the orchestrator itself signs in without a password',
      });
      // CDK's own interface does not say `undefined` where its class does.
      return made as ISecret;
    };
    this.master = secret('Master', masterSecret(plan), MASTER_USER);
    this.application = secret('Application', applicationSecret(plan), site.applicationRole);
  }
}
