# shellcheck shell=sh
# Releases: /opt/yiping/VERSION, each with an environment of its own, made beside the one in use.
# `current` leads to the one in use, `previous` to the one before. Read by install.sh.
# shellcheck disable=SC2154 # root, source, wheels, dry and roles are install.sh's

home=/opt/yiping

in_use() { # LINK: the release it leads to, nothing where there is none
    basename "$(readlink "$root$home/$1" 2>/dev/null)" 2>/dev/null || true
}

content() { # of all that makes a release
    (cd "$source" && find pyproject.toml config.toml kiosk ui sync collector assets deploy -type f \
        ! -path '*/__pycache__/*' | LC_ALL=C sort | xargs cksum | cksum | cut -d ' ' -f 1)
}

release_name() { # the version; with a mark behind it where other content has taken that name
    version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$source/pyproject.toml" | head -n 1)
    made_of=$(sed -n 1p "$root$home/$version/ready" 2>/dev/null || true)
    case $made_of in
        '' | "$(content)") printf '%s\n' "$version" ;;
        *) printf '%s\n' "$version-$(content)" ;;
    esac
}

has_roles() { # RELEASE: it is whole, and made for all roles wanted
    for role in $roles; do
        grep -qx "$role" "$root$home/$1/ready" 2>/dev/null || return 1
    done
}

make_release() { # RELEASE: nothing in use is touched; an interrupted one is begun anew
    if has_roles "$1"; then
        say "版本 $1 已经装好。Release $1 is there already."
        return
    fi
    say "安装版本 $1 …… Making release $1 …"
    known=$roles
    for role in kiosk collector; do # a role the same release was made for before stays
        if grep -qx $role "$root$home/$1/ready" 2>/dev/null; then
            case " $known " in *" $role "*) ;; *) known="$known $role" ;; esac
        fi
    done
    run mkdir -p "$root$home/$1"
    run rm -f "$root$home/$1/ready"
    copy_source "$1"
    run inside python3 -m venv "$home/$1/venv"
    fill "$1"
    run rm -rf "$root$home/$1/incoming"
    # shellcheck disable=SC2086 # one word per role
    printf '%s\n' "$(content)" $known | put "$home/$1/ready" 644 root:root
}

copy_source() { # RELEASE: what its environment is made from, and what it needs to be put in use
    run rm -rf "$root$home/$1/incoming" "$root$home/$1/deploy"
    run mkdir -p "$root$home/$1/incoming"
    run copy_tree "$root$home/$1/incoming" \
        pyproject.toml README.md LICENSE config.toml kiosk ui sync collector assets deploy
    run cp -r "$root$home/$1/incoming/deploy" "$root$home/$1/incoming/config.toml" "$root$home/$1"
    if [ -n "$wheels" ]; then run cp -r "$wheels" "$root$home/$1/incoming/wheels"; fi
}

copy_tree() { # TO NAMES…
    to=$1
    shift
    tar -C "$source" --exclude=__pycache__ -cf - "$@" | tar -C "$to" --no-same-owner -xf -
}

fill() { # RELEASE: packages by their hashes, the programs, and all of it compiled
    python=$home/$1/venv/bin/python
    incoming=$home/$1/incoming
    set -- -r "$incoming/deploy/requirements/build.lock"
    for role in $known; do set -- "$@" -r "$incoming/deploy/requirements/$role.lock"; done
    if [ -n "$wheels" ]; then set -- --no-index --find-links "$incoming/wheels" "$@"; fi
    pip="$python -m pip --quiet --quiet --disable-pip-version-check --no-input"
    # shellcheck disable=SC2086 # a command of several words
    run inside $pip install --require-hashes "$@" ||
        stop 1 "Python 依赖没有装上：请检查网络，或用 --wheels 指明安装包所在的文件夹。" \
            "The Python packages could not be installed: check the network, or name the folder
that holds them with --wheels."
    # shellcheck disable=SC2086 # the same
    run inside $pip install --no-build-isolation --no-deps --force-reinstall "$incoming"
    run ready_compiled "$python" "${python%/bin/python}/lib"
}

may_open() { # RELEASE: every role's data can be used by it; otherwise nothing is switched
    for role in $roles; do
        if [ -n "$dry" ]; then
            say "  检查 check: $1 → $role data"
        elif ! "opens_$role" "$1"; then
            stop 4 "版本 $1 用不了现有的数据（原因见上），没有切换，什么都没有改动。" \
                "Release $1 cannot use the data that are here (the reason is above). Nothing was
switched, nothing was changed."
        fi
    done
}

opens_kiosk() {
    inside runuser -u yiping -- "$home/$1/venv/bin/kiosk" status --json \
        --config /etc/yiping/config.toml >/dev/null
}

opens_collector() {
    settings=$root/etc/yiping/collector.env
    set -- "$home/$1/venv/bin/python" "$home/$1/deploy/installer/database.py"
    while IFS= read -r line; do # as text: nothing in it is run
        case $line in
            COLLECTOR_*=*) set -- "$line" "$@" ;;
        esac
    done <"$settings"
    inside runuser -u yiping-collector -- env -- "$@"
}

switch_to() { # RELEASE: in one step, so that no moment is without a program
    before=$(in_use current)
    if [ "$before" = "$1" ]; then return; fi
    if [ -n "$before" ]; then point previous "$before"; fi
    point current "$1"
    say "现在使用版本 $1${before:+，之前是 $before}。Release $1 is in use now${before:+, $before before}."
}

point() { # LINK RELEASE
    run ln -sfn "$2" "$root$home/$1.new"
    run mv -T "$root$home/$1.new" "$root$home/$1"
}

remove_old() { # all but the one in use and the one before
    for folder in "$root$home"/*/; do
        name=$(basename "$folder")
        case $name in
            '*' | current | previous | "$(in_use current)" | "$(in_use previous)") ;;
            *) run rm -rf "$root${home:?}/$name" ;;
        esac
    done
}
