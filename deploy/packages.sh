# shellcheck shell=sh
# Debian packages, for the scripts beside this file: which of a list are missing, and how they come.
# Before it is read: `say`, `inside COMMAND…` (runs it in the system meant), `as_root COMMAND…`.

missing_packages() { # of the lists given: names that are not installed, one way or the other
    sed -e 's/#.*//' "$@" | while read -r names _; do
        [ -n "$names" ] || continue
        found=
        for name in $(printf '%s' "$names" | tr '|' ' '); do
            # shellcheck disable=SC2016 # dpkg's own word
            case $(inside dpkg-query -W -f '${db:Status-Abbrev}' "$name" 2>/dev/null </dev/null) in
                ii*) found=yes ;;
            esac
        done
        [ -n "$found" ] || installable "$names"
    done
}

installable() { # the first of the names that this system knows
    for name in $(printf '%s' "$1" | tr '|' ' '); do
        if inside apt-cache show "$name" >/dev/null 2>&1 </dev/null; then say "$name"; return; fi
    done
    say "${1##*|}"
}

apt_install() { # the names given; false where it does not succeed
    say "Installing Debian packages | 正在安装系统软件包: $*"
    log=$(mktemp)
    for attempt in first second; do
        if as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" \
            >"$log" 2>&1 </dev/null
        then rm -f "$log"; return 0; fi
        [ $attempt = second ] || as_root apt-get update >/dev/null 2>&1 </dev/null || true
    done
    tail -n 5 "$log" >&2
    rm -f "$log"
    return 1
}
