import { Aws } from 'aws-cdk-lib';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { acknowledgeWildcards } from '../constructs/acknowledge-wildcards';
import { permissionStatement } from '../constructs/permission-statement';
import type { Permission } from '../constructs/permissions';
import type { Site } from '../constructs/site';
import { pascalCase } from '../constructs/task-function';
import { ledgerTableName } from '../plan/deployed-names';

/** Who a policy is for. To be attached to the people of the region; whoever has several may do what any of them lets. */
type Part = 'operator' | 'approver' | 'doctor' | 'auditor';

interface Attached {
  readonly description: string;
  readonly permissions: readonly Permission[];
}

/** Makes a policy that is attached to nobody yet: `<plan>-<part>-<region>`. */
export function addPolicy({ scope, plan, region }: Site, part: Part, attached: Attached): void {
  const permissions = attached.permissions.filter(({ resources }) => resources.length > 0);
  const policy = new ManagedPolicy(scope, `${pascalCase(part)}Policy`, {
    // Policies have no region.
    managedPolicyName: `${plan.name}-${part}-${region}`,
    description: attached.description,
    statements: permissions.map((permission) => permissionStatement(permission)),
  });
  acknowledgeWildcards(policy, permissions);
}

export const on = (service: string, { region }: Pick<Site, 'region'>, what: string) =>
  `arn:aws:${service}:${region}:${Aws.ACCOUNT_ID}:${what}`;

export const everywhere = ({ plan }: Pick<Site, 'plan'>, service: string, what: string) =>
  Object.values(plan.regions).map((region) => on(service, { region }, what));

/** The ledger, wherever it answers. */
export const readingLedger = (site: Site): Permission => ({
  actions: ['dynamodb:GetItem', 'dynamodb:Query'],
  resources: everywhere(site, 'dynamodb', `table/${ledgerTableName(site.plan)}`),
});
