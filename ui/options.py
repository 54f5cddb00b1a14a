"""The arguments of `python -m ui`."""

import argparse
from pathlib import Path

from msgspec import Struct

EXIT_CODES = """\
exit status: 0 all went well; 1 the demo lost a tap; 2 config.toml or an argument cannot be used;
3 no font with Chinese characters; 4 no display; 5 anything else that has to be put right."""


class Options(Struct, frozen=True, kw_only=True):
    """What was asked for. `seconds` None: until it is told to stop."""

    config: Path | None
    demo: bool
    seconds: float | None
    screenshots: Path | None
    once: bool
    pulse: int | None


def read_options(arguments: list[str] | None) -> Options:
    """Read the command line; exits with 2 and a sentence where it cannot be used."""
    parser = argparse.ArgumentParser(
        prog="python -m ui",
        description="The window of a rating terminal. `kiosk run` starts it together with the "
        "sync agent.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="config.toml to be used")
    parser.add_argument(
        "--demo", action="store_true", help="a scripted citizen touches the screen; see README"
    )
    parser.add_argument("--seconds", type=float, metavar="N", help="end by itself after N seconds")
    parser.add_argument(
        "--screenshots", type=Path, metavar="DIR", help="save a picture of each screen there"
    )
    parser.add_argument("--once", action="store_true", help="end after the first visit")
    parser.add_argument(
        "--pulse",
        type=int,
        metavar="FD",
        help="write a byte there every two seconds while all is well; for `kiosk run`",
    )
    return Options(**vars(parser.parse_args(arguments)))
