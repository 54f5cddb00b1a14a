# shellcheck shell=sh
# What makes the first start as fast as any other: `ready_compiled PYTHON FOLDER…`.
# Before it is read: `inside COMMAND…` (runs it in the system meant).

ready_compiled() { # the folders' modules, and PySide6's own where PySide6 is installed
    python=$1
    shift
    # PySide6 keeps its support modules packed inside a library and compiles them at every start;
    # with this switch of its own it unpacks them once, and they are loaded compiled from then on.
    if inside "$python" -c 'import sys, importlib.util as u; sys.exit(not u.find_spec("PySide6"))'; then
        inside env -u PYTHONDONTWRITEBYTECODE SBK_EMBED=0 "$python" -c 'import PySide6.QtCore'
    fi
    # A template of a module, which PySide6 brings along, is no module.
    inside "$python" -m compileall -q -x '[.]tmpl[.]py$' "$@"
}
