"""Trying calls with generated parameters, bodies and headers, good and bad ones."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]


def tried(
    schema: Any, prepare: Callable[[Any], None], each: int, only: str = "", **how: Any
) -> Counter[int]:
    """Try every call `each` times well and badly asked; return how often each status came.

    prepare: completes a case before it is sent, and may leave it alone. how: of `case.call`.
    """
    statuses: Counter[int] = Counter()
    few = settings(
        max_examples=each, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    for found in schema.get_all_operations():
        if only not in found.ok().path:
            continue
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

            @few
            @given(case=found.ok().as_strategy(generation_mode=mode))
            def one(case: Any) -> None:
                prepare(case)
                answer = case.call(**how)
                statuses[answer.status_code] += 1
                case.validate_response(answer, checks=CHECKS)

            one()
    return statuses
