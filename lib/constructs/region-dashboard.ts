import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmStatusWidget,
  AlarmStatusWidgetSortBy,
  Dashboard,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Site } from './site';

/** All of the width that CloudWatch has. */
const FULL_WIDTH = 24;

/**
 * One page of a region: its alarms on top, those that changed last first, and below them what they are about, over a day. To
 * be made when the region has all its alarms. Of an account's dashboards three are free; ours are two, and a fourth costs 3 USD a month.
 */
export class RegionDashboard extends Construct {
  constructor({ scope, plan, servingPlace }: Site, rows: readonly (readonly IWidget[])[]) {
    super(scope, 'RegionDashboard');
    const alarms = Stack.of(scope)
      .node.findAll()
      .filter((one) => one instanceof Alarm);
    new Dashboard(this, 'Dashboard', {
      // Dashboards have no region.
      dashboardName: `${plan.name}-${servingPlace}`,
      defaultInterval: Duration.days(1),
      widgets: [
        [
          new AlarmStatusWidget({
            title: 'Alarms; each description says what is wrong and where to read what to do',
            alarms,
            sortBy: AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
            width: FULL_WIDTH,
            height: 8,
          }),
        ],
        ...rows.map((row) => [...row]),
      ],
    });
  }
}
