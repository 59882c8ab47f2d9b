# The way into the database: Amazon's root certificates, and a token that is good for one sign-in within 15 minutes.
umask 077
curl --fail --silent --show-error --retry 3 --max-time 60 --output roots.pem \
  https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem
aws rds generate-db-auth-token --region "$AWS_REGION" \
  --hostname "$PGHOST" --port "$PGPORT" --username "$PGUSER" > token
