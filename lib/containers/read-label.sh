# The name of the segment that replay begins in, less its last digit: names sort by timeline and place, and listing
# begins after the name that it is given.
tar -xOf base.tar backup_label | sed -n 's/^START WAL LOCATION: .* (file \([0-9A-F]\{23\}\)[0-9A-F])$/\1/p' > start
test -s start
