# One version of one dump, and no other, whatever lies under its key by now.
aws s3api get-object --region "$AWS_REGION" --bucket "$BUCKET" --key "$KEY" --version-id "$VERSION_ID" dump
echo "$SHA256  dump" > dump.sha256
chmod a+r dump dump.sha256
