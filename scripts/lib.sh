# 公用函数：sourced by the other scripts.

# need COMMAND-OR-PATH PACKAGE…: install Debian packages when something is missing; tell the one command otherwise.
need() {
  local wanted="$1"
  shift
  if compgen -G "$wanted" >/dev/null || command -v "$wanted" >/dev/null; then return 0; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "正在安装 $*……"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
  else
    echo "缺少 $*。请运行：sudo apt-get install $*" >&2
    exit 3
  fi
}

pg_bin="" pg_home="" pg_port=""

# PostgreSQL refuses to run as root: then everything of it is done as the user postgres.
as_pg() { if [ "$(id -u)" = 0 ]; then (cd / && setpriv --reuid postgres --regid postgres --init-groups "$@"); else "$@"; fi; }

free_port() { .venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# start_postgres [OPTIONS]: a server of its own on a free port, in DATABASE_URL; stop_postgres ends it and removes its data.
start_postgres() {
  pg_bin="$(dirname "$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -1)")"
  pg_home="$(mktemp -d)"
  [ "$(id -u)" != 0 ] || chown postgres: "$pg_home"
  pg_port="$(free_port)"
  as_pg "$pg_bin/initdb" -D "$pg_home/data" -U gongkai -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
  as_pg "$pg_bin/pg_ctl" -D "$pg_home/data" -l "$pg_home/log" -s -w \
    -o "-k '$pg_home' -p $pg_port -c listen_addresses=127.0.0.1 -c max_connections=200 ${1--c fsync=off -c full_page_writes=off}" start
  another_database gongkai
}

# another_database NAME: an empty database on that server, in DATABASE_URL.
another_database() {
  as_pg "$pg_bin/createdb" -h 127.0.0.1 -p "$pg_port" -U gongkai "$1"
  export DATABASE_URL="postgres://gongkai@127.0.0.1:$pg_port/$1"
}

stop_postgres() {
  if [ -n "$pg_home" ]; then
    as_pg "$pg_bin/pg_ctl" -D "$pg_home/data" -m immediate -s stop || true
    rm -rf "$pg_home"
  fi
}
