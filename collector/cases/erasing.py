"""What cases keep of a citizen, taken away when the citizen's data is erased.

Steps stay: that something was done, when and by whom, is the hall's own record. Words that may
tell of the citizen go, and so do pictures; root causes and measures are about the hall and stay.
"""

from datetime import datetime

from collector.attachments import keeping
from collector.cases.models import Case, Step
from collector.personal_data.receipts import Receipt

TOLD = ("verified", "answered", "called", "noted")
"""Steps whose words may tell of the citizen."""


def erase(receipt: Receipt, at: datetime) -> int:
    """Erase them for a receipt; return how many things. Again does nothing."""
    gone = 0
    for case in Case.objects.filter(**receipt.fields()):
        words = Step.objects.filter(case=case, action__in=TOLD, words__isnull=False)
        gone += words.update(words=None)
        gone += keeping.erase(f"case:{case.pk}", at)
    return gone
