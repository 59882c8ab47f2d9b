import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  MultiRegionConsistency,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { ledgerTableName } from '../plan/deployed-names';
import type { Plan } from '../plan/plan';

/**
 * The ledger: a full replica in each of the three regions, strongly consistent, so that the loss of any one region loses
 * neither the lock nor the truth. The consistency is chosen when the table is made and can never be changed.
 */
export class LedgerStack extends Stack {
  constructor(scope: Construct, id: string, plan: Plan, props: StackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    new TableV2(this, 'Ledger', {
      tableName: ledgerTableName(plan),
      partitionKey: { name: 'deployment', type: AttributeType.STRING },
      sortKey: { name: 'item', type: AttributeType.STRING },
      // Some ten writes a minute and a burst in an incident: nothing that capacity could be planned for.
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      multiRegionConsistency: MultiRegionConsistency.STRONG,
      replicas: [{ region: plan.regions.primary }, { region: plan.regions.recovery }],
      deletionProtection: true,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
