import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { type AutomationParameter, type AutomationStep, outputsOf } from './automation-document';
import { permissionStatement } from './permission-statement';
import type { Site } from './site';
import { pascalCase } from './task-function';

export interface ConsoleRunbookProps {
  /** What it is called after the plan's name. */
  readonly name: string;
  /** In Markdown, for the console. */
  readonly description: string;
  readonly parameters: Readonly<Record<string, AutomationParameter>>;
  readonly steps: readonly AutomationStep[];
  /** The one thing that it starts. */
  readonly starts: {
    readonly action: 'states:StartExecution' | 'lambda:InvokeFunction';
    readonly arn: string;
  };
}

/** One way to make a runbook of the Systems Manager console: a document, and a role that may start what it starts and no more. */
export class ConsoleRunbook extends Construct {
  readonly documentName: string;
  readonly roleArn: string;
  readonly starts: ConsoleRunbookProps['starts'];

  constructor({ scope, plan, region }: Site, props: ConsoleRunbookProps) {
    super(scope, `${pascalCase(props.name)}Runbook`);
    const { action, arn } = props.starts;
    this.starts = props.starts;
    this.documentName = `${plan.name}-${props.name}`;
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('ssm.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: { 'aws:SourceArn': `arn:aws:ssm:${region}:${Aws.ACCOUNT_ID}:automation-execution/*` },
        },
      }),
      description: `What the runbook ${this.documentName} may do`,
      inlinePolicies: {
        Start: new PolicyDocument({
          statements: [permissionStatement({ actions: [action], resources: [arn] })],
        }),
      },
    });
    this.roleArn = role.roleArn;
    new CfnDocument(this, 'Document', {
      name: this.documentName,
      documentType: 'Automation',
      documentFormat: 'JSON',
      // A name of its own can only be kept by new versions; a replacement would want another one.
      updateMethod: 'NewVersion',
      content: {
        schemaVersion: '0.3',
        description: props.description,
        assumeRole: role.roleArn,
        parameters: Object.fromEntries(
          Object.entries(props.parameters).map(([name, rest]) => [name, { type: 'String', ...rest }]),
        ),
        mainSteps: props.steps,
        outputs: outputsOf(props.steps),
      },
    });
  }
}
