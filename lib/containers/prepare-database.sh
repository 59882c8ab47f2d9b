# Makes the roles that the application and the orchestrator log in as, and what they may do. A second run changes nothing but
# the application's password, which is then the one in its secret again; a role that a fence keeps from logging in stays kept.
umask 077
wget -q -T 60 -O roots.pem https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem
export PGSSLMODE=verify-full PGSSLROOTCERT=roots.pem PGCONNECT_TIMEOUT=10
psql --no-psqlrc --no-password --quiet --set ON_ERROR_STOP=1 --single-transaction --file=- <<'SQL'
\getenv application APPLICATION_ROLE
\getenv password APPLICATION_PASSWORD
\getenv orchestrator ORCHESTRATOR_ROLE
SELECT format('CREATE ROLE %I LOGIN', role)
  FROM (VALUES (:'application'), (:'orchestrator')) AS wanted (role)
  WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = role) \gexec
ALTER ROLE :"application" PASSWORD :'password';
SELECT format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO %I', current_database(), role)
  FROM (VALUES (:'application'), (:'orchestrator')) AS wanted (role) \gexec
GRANT USAGE, CREATE ON SCHEMA public TO :"application";
ALTER ROLE :"orchestrator" CREATEROLE;
GRANT rds_iam, pg_read_all_data, pg_signal_backend TO :"orchestrator";
GRANT :"application" TO :"orchestrator" WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;
SQL
