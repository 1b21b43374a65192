# A throw-away PostgreSQL server: sh postgres.sh BIN PORT, started by xtask with a pipe as standard input.
#
# It prints "ready" when it takes connections. It lives as long as that pipe is open: however the other end goes away,
# finished, failed, interrupted or killed, the server is stopped by its process id and its folder is removed.
# Nothing here lives long enough to be vacuumed, and a worker that looks through a thousand databases takes a core.
# The superuser answers on a socket inside the private folder only; over loopback there is the tests' role and no other.
set -eu
bin=$1
port=$2
server=
# On disk, short enough for a socket's name, and open to the user `postgres` when the work tree is not.
folder=$(mktemp -d /var/tmp/portico-pg-XXXXXX)
log=$folder/log

finish() {
    if [ -n "$server" ]; then
        kill -QUIT "$server" 2>/dev/null || true
        wait "$server" || true
    fi
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP
fail() {
    cat "$log" >&2
    exit 1
}

"$bin/initdb" --pgdata "$folder/data" --username postgres --auth trust --encoding UTF8 --no-locale --no-sync \
    >"$log" 2>&1 || fail
cat >"$folder/data/pg_hba.conf" <<HBA
local all all trust
host all portico_test 127.0.0.1/32 trust
HBA
"$bin/postgres" -D "$folder/data" -k "$folder" -p "$port" -c listen_addresses=127.0.0.1 -c max_connections=200 \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off \
    >>"$log" 2>&1 &
server=$!
until "$bin/pg_isready" --quiet --host "$folder" --port "$port"; do
    kill -0 "$server" 2>/dev/null || fail
    sleep 0.1
done
"$bin/psql" --quiet --no-psqlrc --host "$folder" --port "$port" --username postgres --dbname postgres \
    --command 'CREATE ROLE portico_test LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB' >>"$log" 2>&1 || fail
echo ready
cat >/dev/null
