# shellcheck shell=sh
# What a release needs around it: users, folders, settings, services. Read by install.sh.
# Everything here may be done again; settings that are there stay as they are.
# shellcheck disable=SC2154 # root, source, dry, home and the options are install.sh's

has() { # WORD ROLES…
    wanted=$1
    shift
    case " $* " in *" $wanted "*) return 0 ;; esac
    return 1
}

packages() { # that the roles need
    set -- "$source/deploy/debian/install.txt"
    # shellcheck disable=SC2086 # one word per role
    if has kiosk $roles; then
        set -- "$@" "$source/deploy/debian/run.txt" "$source/deploy/debian/terminal.txt"
    fi
    missing=$(missing_packages "$@" | tr '\n' ' ')
    [ -n "$missing" ] || return 0
    if [ -n "$dry" ]; then
        say "  apt-get install $missing"
        return
    fi
    # shellcheck disable=SC2086 # one word per package
    apt_install $missing || stop 1 "系统软件包没有装上，请执行：apt-get install $missing" \
        "System packages could not be installed. Type: apt-get install $missing"
}

account() { # NAME FOLDER: a user without a password and a shell, and its data folder
    if ! inside getent passwd "$1" >/dev/null 2>&1; then
        run inside useradd --system --user-group --no-create-home --home-dir "$2" \
            --shell /usr/sbin/nologin "$1"
    fi
    run inside install -d -m 755 -o root -g root /var/lib/yiping
    run inside install -d -m 700 -o "$1" -g "$1" "$2"
}

accounts() {
    run inside install -d -m 755 -o root -g root /etc/yiping "$home"
    for role in $roles; do
        case $role in
            kiosk)
                run inside groupadd --system --force video
                run inside groupadd --system --force render
                account yiping /var/lib/yiping/terminal
                ;;
            collector) account yiping-collector /var/lib/yiping/collector ;;
        esac
    done
}

settings() { # written once, kept ever after
    for role in $roles; do
        case $role in
            kiosk)
                keep config.toml || terminal_settings | put /etc/yiping/config.toml 640 root:yiping
                keep session.env || put /etc/yiping/session.env 644 root:root \
                    <"$source/deploy/machine/session.env"
                ;;
            collector)
                keep collector.env || sed "s|^COLLECTOR_BIND=.*|COLLECTOR_BIND=$bind|" \
                    "$source/deploy/machine/collector.env" |
                    put /etc/yiping/collector.env 640 root:yiping-collector
                ;;
        esac
    done
}

keep() { # FILE of /etc/yiping: whether there is one, which stays then
    [ -f "$root/etc/yiping/$1" ] || return 1
    say "保留现有的 /etc/yiping/$1，没有改动。The settings in /etc/yiping/$1 stay as they are."
}

terminal_settings() { # the documented configuration, with what was said on the command line
    sed -e "s|^data = .*|data = \"/var/lib/yiping/terminal\"|" \
        -e "s|^fullscreen = .*|fullscreen = true|" -e "s|^set_up = .*|set_up = true|" \
        -e "$(replaced url "$collector")" -e "$(replaced ca_file "$ca_file")" \
        -e "$(replaced window "$window")" -e "$(replaced window_name "$window_name")" \
        -e "$(replaced hall "$hall")" "$source/config.toml"
}

replaced() { # KEY VALUE: the sed command that sets a text; none for an empty value
    [ -n "$2" ] || return 0
    text=$(printf '%s' "$2" | sed -e 's/["\\]/\\&/g' -e 's/[\\&|]/\\&/g')
    printf 's|^%s = .*|%s = "%s"|' "$1" "$1" "$text"
}

services() { # RELEASE: its own units and commands, so that going back brings the old ones back
    from=$root$home/$1/deploy
    for role in $roles; do
        run install -m 644 "$from/systemd/yiping-$role.service" "$root/etc/systemd/system/"
        run install -m 755 "$from/bin/$role" "$root/usr/local/bin/$role"
    done
    # shellcheck disable=SC2086 # one word per role
    if has kiosk $roles; then
        run install -D -m 644 "$from/machine/logind.conf" \
            "$root/etc/systemd/logind.conf.d/yiping.conf"
        run install -D -m 644 "$from/machine/sysctl.conf" "$root/etc/sysctl.d/60-yiping.conf"
        if [ -n "$usb" ]; then
            run install -D -m 644 "$from/machine/usb.rules" \
                "$root/etc/udev/rules.d/71-yiping-usb.rules"
        fi
    fi
}

start() { # enable at boot; start now where this system is the one that runs
    if ! inside sh -c 'command -v systemctl' >/dev/null 2>&1; then
        say "这里没有 systemd，服务没有启用。There is no systemd here: no service was enabled."
        return
    fi
    # shellcheck disable=SC2086 # one word per role
    if has kiosk $roles; then
        # The screen belongs to the terminal, and the three keys that restart a PC do nothing.
        run inside systemctl --quiet mask getty@tty1.service ctrl-alt-del.target
        run inside systemctl --quiet enable seatd.service
    fi
    for role in $roles; do run inside systemctl --quiet enable "yiping-$role.service"; done
    if [ -z "$root" ] && [ -d /run/systemd/system ]; then
        run systemctl daemon-reload
        # shellcheck disable=SC2086 # one word per role
        if has kiosk $roles; then
            run systemctl restart systemd-sysctl.service
            run systemctl --quiet stop getty@tty1.service
        fi
        # Not waited for: a terminal is ready with its first frame, and its screen may be off.
        for role in $roles; do run systemctl --no-block restart "yiping-$role.service"; done
    fi
}
