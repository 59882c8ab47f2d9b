# All WAL from there on that was archived before WAL_UNTIL, and the histories of timelines, which sort before their segments.
# Eight at a time: each is a call of a fraction of a second, and a day has more than a thousand.
mkdir -p wal
aws s3api list-objects-v2 --region "$AWS_REGION" --bucket "$BUCKET" --prefix "$PREFIX" \
  --start-after "$PREFIX$(cat start)" --query "Contents[?LastModified<'$WAL_UNTIL'].[Key]" --output text > listed
# What the client writes where the list is empty.
sed '/^None$/d' listed > keys
under_way=0
while read -r key; do
  aws s3 cp "s3://$BUCKET/$key" "wal/${key##*/}" --region "$AWS_REGION" --only-show-errors &
  under_way=$((under_way + 1))
  if [ "$under_way" -eq 8 ]; then
    wait
    under_way=0
  fi
done < keys
wait
# Waiting tells nothing of failures: what did not arrive is not there.
test "$(wc -l < keys)" -eq "$(ls wal | wc -l)"
chmod -R a+rX wal
