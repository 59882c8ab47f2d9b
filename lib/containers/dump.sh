# One dump of the database that PGHOST … name, with what tells later whether it is whole. Its data is that of the moment
# after taken-at. A lock that is held for longer than ten minutes fails the dump; the next one comes by its schedule.
umask 077
date -u +%Y-%m-%dT%H:%M:%SZ > taken-at
PGPASSWORD="$(cat token)" pg_dump --no-password --format=custom --lock-wait-timeout=600s --file=dump
# A dump whose table of contents cannot be read is none.
pg_restore --list dump > contents
sha256sum dump | cut -d ' ' -f 1 > sha256
wc -c < dump | tr -d ' ' > bytes
