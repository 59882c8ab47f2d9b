import { DescribeEventsCommand, RDSClient } from '@aws-sdk/client-rds';
import { accessTo } from '../../lib/aws/client-settings';
import { databaseEvents } from '../../lib/aws/database-events';
import { Unreachable } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { askedOf } from '../helpers/asked-of';
import { at } from '../helpers/at';
import { mockedClient } from '../helpers/mocked-client';

const rds = mockedClient(RDSClient);
beforeEach(() => rds.reset());

const failovers = () => databaseEvents(accessTo('us-east-1')).failoversOf('firebackup-main', 10);

test('failovers of an instance are told from every page', async () => {
  rds
    .on(DescribeEventsCommand)
    .resolvesOnce({
      Events: [
        {
          Date: new Date(at(0)),
          Message: 'Multi-AZ instance failover started.',
          EventCategories: ['failover'],
        },
        { Message: 'of no time' },
      ],
      Marker: 'more',
    })
    .resolvesOnce({ Events: [{ Date: new Date(at(70)) }] });
  expect(await failovers()).toEqual([
    { at: at(0), message: 'Multi-AZ instance failover started.', categories: ['failover'] },
    { at: at(70), message: '', categories: [] },
  ]);
  const asked = {
    SourceType: 'db-instance',
    SourceIdentifier: 'firebackup-main',
    Duration: 10,
    EventCategories: ['failover'],
  };
  expect(askedOf(rds)).toMatchObject([
    ['DescribeEventsCommand', asked],
    ['DescribeEventsCommand', { ...asked, Marker: 'more' }],
  ]);
});

test('a region that gives no answer is an error', async () => {
  rds.on(DescribeEventsCommand).rejects(anAwsError('TimeoutError'));
  await expect(failovers()).rejects.toThrow(Unreachable);
});
