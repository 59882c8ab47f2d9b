import { answeredFrom } from '../../lib/domain/answered-from';

const HERE = 'us-west-2';

test.each([
  ['itself', HERE, { where: 'here' }],
  ['the other one', 'us-east-1', { where: 'elsewhere', because: 'us-east-1 answered' }],
  [
    'no region',
    undefined,
    {
      where: 'unknown',
      because: 'which region answered is unknown: the answer has no header that names its region',
    },
  ],
])('an answer that names %s', (_, namedRegion, expected) => {
  expect(answeredFrom(HERE, { namedRegion })).toEqual(expected);
});

test.each([
  ['are its own', ['1', '2'], ['2', '3'], ['9'], 'here'],
  ["are the other region's", ['9'], ['2', '3'], ['9'], 'elsewhere'],
  ["are both regions'", ['2'], ['2'], ['2'], 'unknown'],
  ["are neither region's", ['5'], ['2'], ['9'], 'unknown'],
  ['are some of each', ['2', '9'], ['2'], ['9'], 'unknown'],
  ['are none', [], ['2'], ['9'], 'unknown'],
  ['did not resolve', undefined, ['2'], ['9'], 'unknown'],
  ['are its own, for all it can tell without its own', ['2'], undefined, ['9'], 'unknown'],
  ["are its own, for all it can tell without the other's", ['2'], ['2'], undefined, 'unknown'],
])('addresses that %s', (_, answered, own, other, where) => {
  expect(answeredFrom(HERE, { answered, own, other })).toMatchObject({ where });
});
