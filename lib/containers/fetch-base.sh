# The base backup to begin from.
aws s3 cp "s3://$BUCKET/$BASE_KEY" base.tar --region "$AWS_REGION" --only-show-errors
chmod a+r base.tar
