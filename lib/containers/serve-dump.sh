# A new cluster, filled from the dump where nobody can connect yet, then served until UNTIL.
sha256sum -c dump.sha256
initdb --pgdata="$PGDATA" --username="$PGUSER" --auth=trust --encoding=UTF8 --locale=C.UTF-8
pg_ctl --pgdata="$PGDATA" --wait --options="-k /tmp -c listen_addresses='' -c fsync=off" start
createdb --host=/tmp --template=template0 "$PGDATABASE"
# Owners and grants name roles that are not here; contents are what is looked at.
if ! pg_restore --host=/tmp --dbname="$PGDATABASE" --no-owner --no-privileges --exit-on-error dump 2> /tmp/said.log; then
  cat /tmp/said.log >&2
  # What this image or this task lacks is no fault of the dump, and ends with a number of its own.
  if grep -qE 'role ".*" does not exist|extension ".*" is not available|No space left on device' /tmp/said.log; then
    exit 71
  fi
  exit 1
fi
pg_ctl --pgdata="$PGDATA" --wait --mode=fast stop
# The security group admits the orchestrator alone, and it has no password here.
echo 'host all all all trust' >> "$PGDATA/pg_hba.conf"
exec timeout -s INT "$((UNTIL - $(date +%s)))" postgres -D "$PGDATA" -k /tmp -c listen_addresses='*'
