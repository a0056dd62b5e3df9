#!/usr/bin/env bash
# Private database servers for the tests, on free ports of 127.0.0.1.
#
#   eng/servers.sh up [--folder DIR] [NAME...]    starts what does not run yet, all of them when none is named, and prints
#                                                 where they are, for the tests: eval "$(eng/servers.sh up)"
#   eng/servers.sh down [--folder DIR]            stops what was started there and deletes its data
#
# Names: postgres (its texts sort by bytes), postgres-icu (its texts sort as in English).
# DIR is a folder in the temp folder by default. It holds a folder for each server, and what `up` prints in the file env.
# A server that is not installed is installed by apt-get, as root or with sudo. Where that cannot be done, it is left out
# with a warning, and is an error where CI is true.
set -euo pipefail
umask 077

known=(postgres postgres-icu)
patience=60

fail() {
  echo "$*" >&2
  exit 1
}

as_root() {
  if ((EUID == 0)); then "$@"; else sudo -n "$@"; fi
}

# install PACKAGE: false when it cannot be.
install() {
  command -v apt-get > /dev/null || return 1
  as_root apt-get update -qq >&2 || true
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >&2
}

# free_port: one that nobody listens on; below those that the system gives to outgoing connections.
free_port() {
  local port
  for ((;;)); do
    port=$((15000 + RANDOM % 15000))
    (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || break
  done
  echo "$port"
}

# announce VARIABLE VALUE: adds a line to what `up` prints, in the place of one of that name.
announce() {
  touch "$folder/env"
  sed -i "/^export $1=/d" "$folder/env"
  echo "export $1='$2'" >> "$folder/env"
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if ((EUID == 0)); then runuser -u postgres -- "$@"; else "$@"; fi
}

find_postgres() {
  local path
  path=$(command -v pg_ctl || ls -d /usr/lib/postgresql/*/bin/pg_ctl 2> /dev/null | sort -V | tail -n 1) || return 1
  [[ -n $path ]] && dirname "$(readlink -f "$path")"
}

# up_postgres NAME VARIABLE INITDB-OPTION...
up_postgres() {
  local name=$1 variable=$2 home=$folder/$1 bin port deadline
  shift 2
  if ! find_postgres > /dev/null; then
    install postgresql || return 1
  fi
  bin=$(find_postgres) || return 1

  if [[ ! -f $home/password ]]; then
    mkdir -p "$home"
    od -An -N16 -tx1 /dev/urandom | tr -d ' \n' > "$home/password"
    if ((EUID == 0)); then chown -R postgres "$home"; fi
    as_postgres "$bin/initdb" -D "$home/data" --username=tester --pwfile="$home/password" --auth=scram-sha-256 \
      --encoding=UTF8 --no-sync "$@" > "$home/initdb.log" || fail "initdb failed: $(cat "$home/initdb.log")"
    # A test takes away processes, never the power.
    printf '%s\n' "listen_addresses = '127.0.0.1'" "unix_socket_directories = ''" "fsync = off" \
      | as_postgres tee -a "$home/data/postgresql.conf" > /dev/null
    free_port > "$home/port"
  fi

  port=$(cat "$home/port")
  deadline=$((SECONDS + patience))
  # It may have been killed a moment ago, and what is left of it may be in the way.
  until as_postgres "$bin/pg_ctl" -D "$home/data" status > /dev/null \
    || as_postgres "$bin/pg_ctl" -D "$home/data" -l "$home/data/server.log" -o "-p $port" -w -t "$patience" start > /dev/null 2>&1; do
    ((SECONDS < deadline)) || fail "$name does not start: $(as_postgres tail -n 20 "$home/data/server.log")"
    sleep 0.2
  done
  announce "$variable" "postgres://tester:$(cat "$home/password")@127.0.0.1:$port/postgres?sslmode=disable"
}

up() {
  case $1 in
    postgres) up_postgres "$1" TRADEPERSIST_TEST_POSTGRES --locale=C ;;
    postgres-icu) up_postgres "$1" TRADEPERSIST_TEST_POSTGRES_ICU --locale=C --locale-provider=icu --icu-locale=en-US ;;
    *) fail "'$1' is no server. Known are: ${known[*]}." ;;
  esac
}

down() {
  case $1 in
    postgres*)
      if [[ -f $folder/$1/data/postmaster.pid ]]; then
        as_postgres "$(find_postgres)/pg_ctl" -D "$folder/$1/data" -m immediate -w stop > /dev/null || true
      fi
      ;;
  esac
  rm -rf "${folder:?}/$1"
}

command=${1:-}
shift || true
folder=${TMPDIR:-/tmp}/tradepersist-servers-$EUID
if [[ ${1:-} == --folder ]]; then
  folder=${2:?--folder wants a folder}
  shift 2
fi

case $command in
  up)
    mkdir -p "$folder"
    # For the user that a server runs as.
    chmod a+x "$folder"
    folder=$(cd "$folder" && pwd)
    names=("$@")
    for name in "${names[@]:-${known[@]}}"; do
      if ! up "$name"; then
        [[ ${CI:-} != true ]] || fail "$name is not installed and cannot be."
        echo "$name is not installed and cannot be; its tests will be ignored." >&2
      fi
    done
    touch "$folder/env"
    cat "$folder/env"
    ;;
  down)
    for name in "${known[@]}"; do
      [[ ! -d $folder/$name ]] || down "$name"
    done
    rm -f "$folder/env"
    rmdir "$folder" 2> /dev/null || true
    ;;
  *)
    sed -n '2,/^set /{/^#/p}' "$0" >&2
    exit 2
    ;;
esac
