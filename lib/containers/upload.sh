# S3 checks every part by SHA-256 as it arrives; the sum of the whole goes with it, for whoever restores.
aws s3 cp dump "s3://$BUCKET/$KEY" --region "$AWS_REGION" --only-show-errors --checksum-algorithm SHA256 \
  --metadata "sha256=$(cat sha256),bytes=$(cat bytes),taken-at=$(cat taken-at)"
