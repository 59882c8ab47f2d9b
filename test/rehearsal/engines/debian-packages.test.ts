import { librariesIn } from '../../../rehearsal/engines/debian-packages';
import { findRedis } from '../../../rehearsal/engines/redis-binary';

test('of the dependencies of a package only its libraries are fetched, and not libc', () => {
  const listed = [
    'redis-tools',
    '  PreDepends: init-system-helpers',
    '  Depends: adduser',
    '  Depends: libc6',
    '  Depends: libjemalloc2',
    ' |Depends: libsystemd0',
    '    libelogind0',
    '  Depends: lua-cjson',
    '  Depends: libjs-jquery',
    'redis-server',
    '  Depends: libjemalloc2',
    '  Suggests: libruby',
  ];
  expect(librariesIn(listed.join('\n'))).toEqual(['libjemalloc2', 'libsystemd0', 'lua-cjson']);
});

test('without redis-server and apt-get the cache is not rehearsed, and the reason says so', async () => {
  expect(await findRedis({ PATH: '' })).toEqual({
    notRehearsed: 'no redis-server on PATH, and no apt-get to fetch one with',
  });
});
