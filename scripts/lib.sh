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
