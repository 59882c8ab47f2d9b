# Unpacks the base backup, replays the WAL to the moment in RECOVERY_TARGET_TIME or to its end, then serves until UNTIL.
# With settings of its own: those of the lost server may ask for libraries, certificates and memory that are not here. What
# recovery demands to be at least as on the primary is read from the backup.
wal="$PWD/wal"
own=/tmp/own.conf
tar -xf base.tar -C "$PGDATA"
chmod 700 "$PGDATA"
rm -f "$PGDATA/standby.signal" "$PGDATA/postmaster.pid" "$PGDATA/postgresql.auto.conf"
: > "$PGDATA/postgresql.auto.conf"
: > "$PGDATA/recovery.signal"
as_primary() {
  echo "$1 = $(pg_controldata "$PGDATA" | sed -n "s/^$2 setting: *//p")" >> "$own"
}
: > "$own"
as_primary max_connections max_connections
as_primary max_worker_processes max_worker_processes
as_primary max_wal_senders max_wal_senders
as_primary max_prepared_transactions max_prepared_xacts
as_primary max_locks_per_transaction max_locks_per_xact
cat >> "$own" << END
data_directory = '$PGDATA'
hba_file = '/tmp/own_hba.conf'
ident_file = '/tmp/own_ident.conf'
listen_addresses = '*'
unix_socket_directories = '/tmp'
restore_command = 'cp $wal/%f %p'
recovery_target_timeline = 'latest'
recovery_target_action = 'promote'
END
test -z "$RECOVERY_TARGET_TIME" || echo "recovery_target_time = '$RECOVERY_TARGET_TIME'" >> "$own"
: > /tmp/own_ident.conf
# The security group admits the orchestrator alone; the passwords in the data are nobody's business here.
printf 'local all all trust\nhost all all all trust\n' > /tmp/own_hba.conf
# What it says is kept beside the log: a moment later than the last commit is no fault of the archive, and ends with a number
# of its own.
rm -f /tmp/said
mkfifo /tmp/said
tee /tmp/said.log < /tmp/said &
timeout -s INT "$((UNTIL - $(date +%s)))" postgres -D "$PGDATA" -c config_file="$own" > /tmp/said 2>&1 &
server=$!
trap 'kill -TERM "$server"' INT TERM
ended=0
wait "$server" || ended=$?
# A signal ends the waiting before the server has ended.
while kill -0 "$server" 2> /dev/null; do
  ended=0
  wait "$server" || ended=$?
done
wait
if test "$ended" -ne 0 && grep -q 'recovery ended before configured recovery target was reached' /tmp/said.log; then
  exit 70
fi
exit "$ended"
