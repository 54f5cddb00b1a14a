#!/bin/sh
# Make .venv ready: `deploy/setup.sh run` for what runs, `deploy/setup.sh test` for all of it.
# A second call finds its stamp and returns at once. Where packages come from is the business of
# the machine's own pip and apt settings; nothing here names a place.
set -eu
cd "$(dirname "$0")/.."
purpose=${1:-run}
venv=.venv
locks=deploy/requirements

say() { printf '%s\n' "$*"; }
stop() { say "$*" >&2; exit 1; }
inside() { "$@"; }

# shellcheck source=deploy/packages.sh
. deploy/packages.sh
# shellcheck source=deploy/compile.sh
. deploy/compile.sh

fingerprint() { # of all that decides what is in the environment, its place included
    { pwd; cat pyproject.toml deploy/setup.sh deploy/compile.sh $locks/*.lock deploy/debian/*.txt; } | cksum
}

ready() { # the environment is there, whole, and made from these very files
    [ -x $venv/bin/python ] && [ "$(cat "$venv/ready-for-$1" 2>/dev/null)" = "$(fingerprint)" ]
}

find_python() {
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null
        then command -v "$name"; return; fi
    done
    stop "Python 3.11 to 3.14 was not found. Install it, or say where it is: make setup PYTHON=/path/to/python3
没有找到 Python 3.11 至 3.14。请安装，或指明位置：make setup PYTHON=/路径/python3"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }

install_packages() { # of the names given; false when it is not for us to do or does not succeed
    may_install && apt_install "$@"
}

system_packages() {
    if ! command -v dpkg-query >/dev/null; then
        say "This is not Debian or Ubuntu: please install what corresponds to deploy/debian/*.txt.
本系统不是 Debian 或 Ubuntu，请自行安装与 deploy/debian/*.txt 相当的软件包。"
        return
    fi
    missing=$(missing_packages "$@" | tr '\n' ' ')
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086 # one word per package
    install_packages $missing && return
    say "Missing system packages. 缺少系统软件包。 Type 请执行：
    sudo apt-get install $missing" >&2
    # Without them a test would fail for a reason that has nothing to do with the project; a
    # program may do without some, and says so itself when it cannot.
    [ "$purpose" = run ] || exit 1
}

make_environment() {
    python=$(find_python)
    if [ -x $venv/bin/python ] && $venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
    then return; fi
    rm -rf $venv
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        install_packages python3-venv || stop "$python cannot make virtual environments. 无法创建虚拟环境。 Type 请执行：
    sudo apt-get install python3-venv"
    fi
    "$python" -m venv $venv
}

pip() { # errors alone: what an index lacks is not news
    $venv/bin/python -m pip --quiet --quiet --disable-pip-version-check --no-input "$@"
}

fill_environment() {
    case $purpose in
        run) set -- -r $locks/kiosk.lock -r $locks/collector.lock ;;
        test) set -- -r $locks/dev.lock ;;
    esac
    say "Installing Python packages into .venv, once | 正在安装 Python 依赖（仅首次需要）…"
    # pip would compile one file after the other.
    pip install --no-compile --require-hashes -r $locks/build.lock "$@"
    pip install --no-compile --no-build-isolation --no-deps --editable .
    # What cannot be compiled is a template of a module; what is left out, nothing of ours loads.
    $venv/bin/python -m compileall -q -j 0 -x '/(tests|setuptools|mypyc|lexers)/' $venv/lib >/dev/null 2>&1 || :
    $venv/bin/python -c 'import PySide6.QtQuick' || stop "Qt cannot be loaded: a system library is missing (deploy/debian/run.txt).
Qt 无法加载：缺少系统库，见 deploy/debian/run.txt。"
    ready_compiled $venv/bin/python kiosk ui sync collector assets
}

case $purpose in
    run) lists="deploy/debian/run.txt" ;;
    test) lists="deploy/debian/run.txt deploy/debian/test.txt" ;;
    *) stop "usage: deploy/setup.sh run|test" ;;
esac

if ready "$purpose" || { [ "$purpose" = run ] && ready test; }; then exit 0; fi
# shellcheck disable=SC2086 # two lists are two words
system_packages $lists
make_environment
fill_environment
fingerprint >"$venv/ready-for-$purpose"
