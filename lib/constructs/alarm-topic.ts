import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Plan } from '../plan/plan';

/**
 * Where a region's alarms tell a person. The key is the stack's own, because SNS' default key cannot be used by CloudWatch:
 * an alarm on a topic under it is silently not sent. The key protects messages under way only, so it goes with the stack.
 * CloudWatch, unlike EventBridge, tells KMS and SNS whose alarm it is, so both can ask for this account's.
 */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, plan: Pick<Plan, 'name' | 'notify'>) {
    super(scope, id);
    const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com');
    const ownAlarms = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
    const key = new Key(this, 'Key', {
      description: `Alarm messages of ${plan.name}`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: ownAlarms,
      }),
    );
    this.topic = new Topic(this, 'Topic', {
      displayName: `${plan.name} alarms`,
      masterKey: key,
      enforceSSL: true,
    });
    // Any policy of our own replaces SNS' default one, which would have let this account's alarms publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [cloudWatch],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: ownAlarms,
      }),
    );
    this.topic.addSubscription(new EmailSubscription(plan.notify));
  }
}
