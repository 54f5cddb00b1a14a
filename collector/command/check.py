"""`collector check [--deploy]`: whether the settings hold together, and are safe to be used."""

import argparse

from django.core.management import call_command
from django.core.management.base import SystemCheckError

from collector.command import CommandError


def run(arguments: argparse.Namespace) -> int:
    """Run Django's checks and ours; every warning counts as a failure."""
    try:
        call_command("check", deploy=arguments.deploy, fail_level="WARNING")
    except SystemCheckError as error:
        raise CommandError(str(error)) from error
    return 0
