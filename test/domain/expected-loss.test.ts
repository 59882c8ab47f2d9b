import { expectedLossSeconds } from '../../lib/domain/situation';
import { aDatabaseStandby, aSituation } from '../helpers/a-situation';
import { at } from '../helpers/at';

describe('the expected loss', () => {
  test('counts from the database that is furthest behind', () => {
    const databases = [aDatabaseStandby(), aDatabaseStandby({ lastHeartbeatAt: at(-20) })];
    expect(expectedLossSeconds(aSituation({ databases }))).toBe(145);
  });

  test.each([
    [
      'one of two heartbeats is unknown',
      [aDatabaseStandby(), aDatabaseStandby({ lastHeartbeatAt: undefined })],
    ],
    ['there is no database', []],
  ])('is unknown when %s', (_, databases) => {
    expect(expectedLossSeconds(aSituation({ databases }))).toBeUndefined();
  });

  test('is nothing, not less, when the clock of the primary runs ahead', () => {
    const databases = [aDatabaseStandby({ lastHeartbeatAt: at(130) })];
    expect(expectedLossSeconds(aSituation({ databases }))).toBe(0);
  });
});
