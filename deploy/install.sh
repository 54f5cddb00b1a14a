#!/bin/sh
# Install a terminal or a collector on Debian 12, bring a newer version, go back to the one before.
# `install.sh --help` says all. May be run again at any time: what is there already stays.
set -eu
umask 022
here=$(cd "$(dirname "$0")" && pwd)
source=$(dirname "$here")
root='' wheels='' dry='' usb='' collector='' window='' window_name='' hall='' ca_file='' said=''
bind=127.0.0.1:8000

say() { printf '%s\n' "$*"; }

stop() { # STATUS ZH EN
    said=yes
    printf '%s\n%s\n' "$2" "$3" >&2
    exit "$1"
}

ended() { # on every exit: a step that failed without a word of ours gets one
    status=$?
    if [ $status != 0 ] && [ -z "$said" ]; then
        printf '%s\n%s\n' "没有做完，原因见上。排除后再运行一次，会从断的地方继续。" \
            "Not finished; the reason is above. Run it again when it is removed: it goes on from there." >&2
        exit 1
    fi
}

usage() {
    cat <<'END'
安装一评 · Installs Yiping (Debian 12)

  install.sh kiosk [--collector URL] [--window CODE] [--window-name NAME] [--hall NAME]
                   [--ca-file FILE] [--usb]        装终端 a terminal
  install.sh collector [--bind HOST:PORT]          装收集端 a collector
  install.sh upgrade                               换成本文件夹的版本 bring this folder's version
  install.sh rollback                              回到上一个版本 go back to the version before

  --wheels DIR   不联网，用 DIR 里的安装包 take the Python packages from DIR, without a network
  --root DIR     装进挂载在 DIR 的系统 into the system mounted at DIR
  --dry-run      只显示要做的事 show what would be done, do nothing

退出状态 exit status
  0  完成 done
  1  某一步没有做成 a step did not succeed; 可再次运行 run it again
  2  用法不对 wrong use
  3  这台机器不行 not on this machine: not root, no systemd system, no such folder
  4  数据不能用该版本打开，没有切换 the data cannot be opened by that version; nothing was switched
END
}

wrong() { stop 2 "用法不对：$1。用 install.sh --help 查看用法。" \
    "Wrong use: $1. Type install.sh --help."; }

inside() { # COMMAND…: in the system that is meant
    if [ -n "$root" ]; then chroot "$root" "$@"; else "$@"; fi
}

as_root() { inside "$@"; }

run() { # COMMAND…: a step; a dry run only shows it
    if [ -z "$dry" ]; then
        "$@"
        return
    fi
    if [ "$1" = inside ]; then
        shift
        set -- ${root:+chroot "$root"} "$@"
    fi
    say "  $*"
}

put() { # FILE MODE OWNER: standard input becomes the file, at once and whole
    if [ -n "$dry" ]; then
        cat >/dev/null
        say "  写入 write $1"
        return
    fi
    cat >"$root$1.new"
    inside chown "$3" "$1.new"
    inside chmod "$2" "$1.new"
    mv -T "$root$1.new" "$root$1"
}

# shellcheck source=deploy/packages.sh
. "$here/packages.sh"
# shellcheck source=deploy/compile.sh
. "$here/compile.sh"
# shellcheck source=deploy/installer/release.sh
. "$here/installer/release.sh"
# shellcheck source=deploy/installer/machine.sh
. "$here/installer/machine.sh"

read_options() {
    action=${1:-}
    case $action in
        kiosk | collector | upgrade | rollback) shift ;;
        -h | --help) usage; exit 0 ;;
        '') said=yes; usage >&2; exit 2 ;;
        *) wrong "$action" ;;
    esac
    while [ $# -gt 0 ]; do
        case $1 in
            --dry-run) dry=yes; shift; continue ;;
            --usb) usb=yes; shift; continue ;;
            -h | --help) usage; exit 0 ;;
        esac
        [ $# -ge 2 ] || wrong "$1"
        case $2 in *[[:cntrl:]]*) wrong "$1" ;; esac
        case $action:$1 in
            *:--root) root=$(cd "$2" 2>/dev/null && pwd) ||
                stop 3 "没有文件夹 $2。" "There is no folder $2." ;;
            *:--wheels) wheels=$2 ;;
            kiosk:--collector) collector=$2 ;;
            kiosk:--window) window=$2 ;;
            kiosk:--window-name) window_name=$2 ;;
            kiosk:--hall) hall=$2 ;;
            kiosk:--ca-file) ca_file=$2 ;;
            collector:--bind) bind=$2 ;;
            *) wrong "$1" ;;
        esac
        shift 2
    done
    case $collector in
        '' | http://?* | https://?*) ;;
        *) wrong "--collector $collector" ;;
    esac
    case $bind in
        *[!0-9A-Za-z.:_-]* | '') case $bind in '['*']':*) ;; *) wrong "--bind $bind" ;; esac ;;
        *:*) ;;
        *) wrong "--bind $bind" ;;
    esac
}

look_around() { # is this a machine it can be done on?
    if [ -z "$dry" ] && [ "$(id -u)" != 0 ]; then
        stop 3 "需要 root 权限：sudo $0 ……" "This needs the rights of root: sudo $0 …"
    fi
    [ "$root" != / ] || root=''
    [ -z "$root" ] || [ -x "$root/bin/sh" ] ||
        stop 3 "$root 里没有系统。" "There is no system in $root."
    if [ -n "$wheels" ]; then
        wheels=$(cd "$wheels" 2>/dev/null && pwd) ||
            stop 3 "没有 --wheels 指明的文件夹。" "There is no folder as named with --wheels."
    fi
    cd / # where the terminal's own user may be, too
    # shellcheck disable=SC1091 # the machine's own
    found=$(. "$root/etc/os-release" && printf '%s %s' "$ID" "${VERSION_ID:-}")
    [ "$found" = "debian 12" ] ||
        say "本程序为 Debian 12 编写并试过，这里是 $found，继续安装。
Made for and tried on Debian 12. This is $found; going on."
}

roles_of() { # RELEASE: what it was made for
    sed -n '2,$p' "$root$home/$1/ready" 2>/dev/null | tr '\n' ' '
}

install_release() {
    [ -f "$source/pyproject.toml" ] ||
        stop 2 "请在新版本的文件夹里运行 deploy/install.sh；这里只能 rollback。" \
            "Run deploy/install.sh of the folder that holds the version; here only rollback works."
    packages
    accounts
    release=$(release_name)
    make_release "$release"
    settings
    may_open "$release"
    switch_to "$release"
    services "$release"
    start
    remove_old
}

go_back() {
    release=$(in_use previous)
    [ -f "$root$home/$release/ready" ] ||
        stop 1 "没有上一个版本可以回去。" "There is no version before this one to go back to."
    may_open "$release"
    switch_to "$release"
    services "$release"
    start
}

farewell() {
    if [ -n "$dry" ]; then
        say "以上是要做的事，什么都没有做。This is what would be done; nothing was."
        return
    fi
    case $action in
        kiosk)
            # What is in force, which is not what was typed where settings were kept.
            if grep -q '^url = "h' "$root/etc/yiping/config.toml"; then
                say "装好了。取批准码请执行：   kiosk enrol
Done. For the code to be approved, type:   kiosk enrol"
            else
                say "装好了，单机使用。以后要接收集端：在 /etc/yiping/config.toml 里填 [collector] url，
重启服务，再执行 kiosk enrol。
Done; it works on its own. To connect it later: [collector] url in /etc/yiping/config.toml,
restart the service, then type kiosk enrol."
            fi ;;
        collector) say "装好了，地址 $bind。首个账号在服务日志里（journalctl -u yiping-collector），
或执行 collector account 名字。
Done, at $bind. The first account stands in the service's log (journalctl -u yiping-collector),
or type: collector account NAME" ;;
        *) say "完成。Done." ;;
    esac
}

trap ended EXIT
read_options "$@"
look_around
present=$(roles_of "$(in_use current)")
case $action in
    upgrade | rollback)
        roles=$present
        [ -n "$roles" ] || stop 1 "这里还没有安装一评。" "Yiping is not installed here yet." ;;
    *)
        roles=$action
        for role in $present; do [ "$role" = "$action" ] || roles="$roles $role"; done ;;
esac
if [ "$action" = rollback ]; then go_back; else install_release; fi
farewell
