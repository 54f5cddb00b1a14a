"""`collector keys list|make|rotate|forget`: the keys citizens' data is sealed with."""

import argparse
import sys

from collector.accounts.audit import record
from collector.command import CommandError
from collector.personal_data import resealing
from collector.personal_data.apps import personal_data
from collector.personal_data.keyring import Key, Keyring, KeysMissingError, Kind

PROGRAM = "collector keys"


def run(arguments: argparse.Namespace) -> int:
    """Do it. Returns 1 where something is sealed with a key that is not here."""
    ring = personal_data().ring
    kind: Kind = "index" if arguments.index else "sealing"
    try:
        match arguments.do:
            case "make":
                return _make(ring)
            case "rotate":
                return _rotate(ring, kind)
            case "forget":
                return _forget(ring, kind, arguments.id)
            case _:
                return _list(ring)
    except KeysMissingError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(
            f"the file of keys {ring.path} cannot be written: {error.strerror} · 密钥文件无法写入"
        ) from error


def _list(ring: Keyring) -> int:
    counts = resealing.by_key()
    if not ring.path.exists() and not counts:
        _say("no keys yet: they are made with the first thing that is sealed · 尚无密钥")
        return 0
    keys = ring.keys()
    _say(f"{ring.path}")
    for key in keys.sealing:
        _say(
            f"{key.id}  {key.made}  {_mark(key, keys.sealing)}  {counts.pop(key.id, 0)} sealed · 条"
        )
    for key in keys.index:
        _say(f"{key.id}  {key.made}  {_mark(key, keys.index)}  index · 检索")
    for gone, number in sorted(counts.items()):
        _say(f"{gone}  NOT HERE · 缺失  {number} sealed · 条")
    return 1 if counts else 0


def _make(ring: Keyring) -> int:
    if not ring.path.exists() and resealing.anything_sealed():
        raise CommandError(
            f"things are sealed already with keys that are not at {ring.path}. Put that file back "
            "from its backup; new keys would not open them · 已有密文，请恢复原密钥文件"
        )
    made = ring.make()
    _say(f"{'made · 已生成' if made else 'there already · 已存在'}: {ring.path}")
    if made:
        _say("Copy it now to where the backups are not · 请立即另行备份，勿与数据备份放在一起")
    return 0


def _rotate(ring: Keyring, kind: Kind) -> int:
    before = {key.id for key in ring.keys().of(kind)}
    # A rotation that was stopped goes on with the key it has made.
    current = ring.current(kind)
    stopped = kind == "sealing" and any(key != current.id for key in resealing.by_key())
    if not stopped:
        current = ring.add(kind)
        record(PROGRAM, "key.made", f"{kind}:{current.id}")
    _say(f"current · 当前: {current.id}")
    done = resealing.reseal(_told) if kind == "sealing" else resealing.reindex(_told)
    _say(f"\n{done} done · 已完成")
    for old in sorted(before - {current.id}):
        _say(f"no longer needed once older backups are · 旧备份不再需要后可删除: collector keys "
             f"forget {old}{' --index' if kind == 'index' else ''}")  # fmt: skip
    return 0


def _forget(ring: Keyring, kind: Kind, key_id: str) -> int:
    if key_id not in {key.id for key in ring.keys().of(kind)}:
        raise CommandError(f"there is no such key: {key_id or '(none named)'} · 没有这个密钥")
    if key_id == ring.current(kind).id:
        raise CommandError(f"{key_id} is the current key; first: collector keys rotate · 先轮换")
    left = resealing.by_key().get(key_id, 0) if kind == "sealing" else 0
    if left:
        raise CommandError(
            f"{left} things are still sealed with {key_id}; first: collector keys rotate · "
            "仍有密文使用该密钥，请先轮换"
        )
    ring.drop(kind, key_id)
    record(PROGRAM, "key.forgotten", f"{kind}:{key_id}")
    _say(f"forgotten · 已删除: {key_id}. Delete it in copies of the file too · 副本也请删除")
    return 0


def _mark(key: Key, keys: tuple[Key, ...]) -> str:
    return "current · 当前" if key is keys[-1] else "old · 旧"


def _told(done: int, total: int) -> None:
    sys.stdout.write(f"\r{done} / {total}")
    sys.stdout.flush()


def _say(line: str) -> None:
    print(line)  # noqa: T201 -- this is where a command talks
