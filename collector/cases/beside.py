"""Figures with and without the ratings that two people have found mistaken or malicious.

The figures themselves are never changed: both are named in full beside each other, with how many
were left out. Whoever looks decides which of them is the answer to the own question.
"""

from collections.abc import Mapping

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from collector.cases.appeals import Upheld, upheld_in
from collector.cases.rates import percent
from collector.figures.queries import Period, Totals
from collector.figures.rates import Rates, Share
from sync.protocol.catalogue import Scale


class Beside(Struct, frozen=True, kw_only=True):
    """The rates of a place with all ratings, and without those whose appeals were upheld.

    `walk_ups`: of them, those that nobody was asked for: no rate has them anyway.
    """

    mistaken: int
    malicious: int
    walk_ups: int
    whole: Rates
    without: Rates

    @property
    def words(self) -> str:
        """Say both in full, in the active language."""
        n = self.mistaken + self.malicious
        counts = ngettext(
            "%(n)s rating was found mistaken (%(mistaken)s) or malicious (%(malicious)s), by two "
            "people each",
            "%(n)s ratings were found mistaken (%(mistaken)s) or malicious (%(malicious)s), by two "
            "people each",
            n,
        ) % {"n": n, "mistaken": self.mistaken, "malicious": self.malicious}
        said = [
            _("%(rate)s with them %(whole)s, without them %(without)s")
            % {"rate": name, "whole": _said(whole), "without": _said(without)}
            for name, whole, without in (
                (_("satisfied incl. mostly"), self.whole.official, self.without.official),
                (_("satisfied (5 and 4)"), self.whole.satisfied, self.without.satisfied),
                (_("bad ratings (2 and 1)"), self.whole.bad, self.without.bad),
            )
        ]
        if self.walk_ups:
            said.append(
                ngettext("%(n)s of them is a walk-up and in no rate anyway",
                         "%(n)s of them are walk-ups and in no rate anyway", self.walk_ups)
                % {"n": self.walk_ups}
            )  # fmt: skip
        return f"{counts}: " + "; ".join(said)


def beside(
    place: int, period: Period, total: Totals, scales: Mapping[str, Scale]
) -> Beside | None:  # fmt: skip
    """Return both for a place (its node's id) and the totals of a period; None: nothing upheld."""
    found = upheld_in(place, period)
    if not found:
        return None
    return Beside(
        mistaken=sum(one.kind == "mistaken" for one in found),
        malicious=sum(one.kind == "malicious" for one in found),
        walk_ups=sum(one.mode != "invited" for one in found),
        whole=Rates(total, scales),
        without=Rates(_less(total, found), scales),
    )


def _less(total: Totals, found: list[Upheld]) -> Totals:
    invited = {scale: list(levels) for scale, levels in total.invited.items()}
    for one in found:
        levels = invited.get(one.scale, [])
        # Where the figures have not counted a rating yet there is nothing to take away.
        if one.mode == "invited" and one.rank < len(levels) and levels[one.rank]:
            levels[one.rank] -= 1
    kept = {scale: tuple(levels) for scale, levels in invited.items()}
    return msgspec.structs.replace(total, invited=kept)


def _said(share: Share) -> str:
    fraction = f"{share.k:,} / {share.n:,}"
    return f"{percent(share)} ({fraction})" if share.enough else fraction
