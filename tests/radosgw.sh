#!/usr/bin/env bash
# A real S3 server for tests, on loopback: one monitor, one OSD on a sparse file, one gateway, three users (owner, app, function; the secret
# of each is its name and "-secret"), all of it in one folder. Says "ready" once it answers, and ends, leaving nothing, when its input does:
# however the tests end.
# usage: radosgw.sh FOLDER MONITOR-PORT GATEWAY-PORT
set -euo pipefail
folder=$1 monitor=v1:127.0.0.1:$2 gateway=127.0.0.1:$3
export CEPH_CONF=$folder/ceph.conf
daemons=()

main() {
    cd "$folder"
    trap finish EXIT
    trap exit TERM
    { cat >answer; kill $$; } <&0 &
    mkdir -p "$folder"/{mon,osd,run,log}
    configure
    ceph-mon --mkfs -i a --monmap monmap
    start ceph-mon -i a
    ceph-osd -i 0 --mkfs --osd-uuid "$(new_osd)"
    start ceph-osd -i 0
    ceph osd crush add osd.0 1.0 root=default host=here
    until ceph osd stat | grep -q '1 up'; do sleep 0.2; done
    start radosgw -n client.rgw.a
    until curl -s -o answer "http://$gateway/"; do sleep 0.2; done
    for user in owner app function; do add_user "$user"; done
    echo ready >&3
    wait
}

configure() {
    local fsid
    fsid=$(</proc/sys/kernel/random/uuid)
    cat >ceph.conf <<CONF
[global]
fsid = $fsid
mon initial members = a
mon host = $monitor
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = none
auth service required = none
auth client required = none
ms bind msgr2 = false
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 2000
run dir = $folder/run
admin socket = $folder/run/\$name.asok
pid file = $folder/run/\$name.pid
log file = $folder/log/\$name.log
[mon.a]
host = here
mon addr = $monitor
mon data = $folder/mon
[osd.0]
host = here
osd data = $folder/osd
osd objectstore = bluestore
bluestore block size = 8589934592
bluestore_block_db_size = 0
osd class load list = *
osd class default list = *
# Otherwise it asks the monitor to be placed, sometimes before it knows the monitor well enough, and gives up.
osd class update on start = false
osd crush update on start = false
[client.rgw.a]
rgw frontends = beast endpoint=$gateway tcp_nodelay=1
rgw multipart min part size = 1
rgw crypt require ssl = false
rgw crypt s3 kms backend = testing
rgw crypt s3 kms encryption keys = bucket-key=YmluCmJvb3N0CmJvb3N0LWJ1aWxkCmNlcGguY29uZgo=
CONF
    monmaptool --create --addv a "[$monitor]" --fsid "$fsid" monmap
}

new_osd() {
    local uuid
    uuid=$(</proc/sys/kernel/random/uuid)
    ceph osd new "$uuid" >&2
    echo "$uuid"
}

start() {
    "$1" -f "${@:2}" </dev/null &
    daemons+=($!)
}

add_user() { radosgw-admin user create --uid="$1" --display-name="$1" --access-key="$1" --secret-key="$1-secret"; }

finish() {
    kill -9 "${daemons[@]}" || true
    cd /
    rm -rf "$folder"
}

# All that is said along the way stands in one file; the caller hears one word.
mkdir -p "$folder"
exec 3>&1 >"$folder/said" 2>&1
main
