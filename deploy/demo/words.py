"""What the demonstration says, in both languages, one line each."""

from collections.abc import Iterable
from pathlib import Path

from deploy.demo.pages import SignIn
from deploy.demo.tally import Tally


def say(*lines: str) -> None:
    """Print at once, also into a pipe."""
    print("\n".join(lines), flush=True)


def starting(folder: Path) -> None:
    """Say where things are kept while the parts start."""
    say(f"一评正在启动，数据在 {folder}  ·  Yiping is starting, its data is in {folder}")


def ready(address: str, sign_in: SignIn, *, on_screen: bool, seconds: float | None) -> None:
    """Say where to look, how to sign in, and how it ends."""
    say(
        "",
        f"  窗口页面 · Windows page   {address}",
        f"  登录 · sign in            {sign_in.name}   {sign_in.password}",
        "  终端 · terminals          "
        + (
            "A01 在您的屏幕上，请点一下；A02 由脚本模拟群众  ·  "
            "A01 is on your screen, tap it; a scripted citizen taps at A02"
            if on_screen
            else "A01、A02 在屏幕外，由脚本模拟群众  ·  "
            "A01 and A02 off screen, tapped by a scripted citizen"
        ),
        "  结束 · to end             "
        + (f"{seconds:g} 秒后自动结束 · by itself after {seconds:g} s" if seconds else "Ctrl-C"),
        "",
    )


def receipt(number: str, level: str) -> None:
    """Say that a citizen was thanked."""
    say(f"  回执 · receipt {number}   {level}")


def counted(counts: dict[str, int]) -> None:
    """Say what the collector has."""
    shown = "   ".join(f"{code} {count}" for code, count in sorted(counts.items()))
    say(f"  平台已收 · collector has  {shown}")


def pictures(paths: Iterable[Path]) -> None:
    """Say which pictures were taken."""
    for path in paths:
        say(f"  截图 · picture  {path}")


def trouble(zh: str, en: str) -> None:
    """Say what went wrong."""
    say(f"✗ {zh}", f"  {en}")


def verdict(tallies: list[Tally], problems: list[str]) -> None:
    """Print the final table, and what does not fit."""
    say("", "  窗口     点选      日志      平台", "  window   taps      journal   collector")
    for tally in tallies:
        taps = "–" if tally.taps is None else tally.taps
        say(f"  {tally.window:<8} {taps:<9} {tally.journal:<9} {tally.collector}")
    say(*(f"  ✗ {problem}" for problem in problems))
    if not problems:
        say("  ✓ 每次点选都已存下并到达平台  ·  every tap was stored and has arrived")
