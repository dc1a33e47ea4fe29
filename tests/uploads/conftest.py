"""What the tests of uploads share: one call that attaches bytes, one that tells the refusal."""

from collections.abc import Callable
from typing import Any

import pytest

from shnor_portal.common.refusals import Refusal
from shnor_portal.uploads.accept import AcceptedFile, accept_upload
from tests.uploads.files import sent

Attaches = Callable[..., AcceptedFile]
Refuses = Callable[..., Refusal]


@pytest.fixture
def attach() -> Attaches:
    def attaching(content: bytes, name: str, **options: Any) -> AcceptedFile:
        return accept_upload(sent(content, name), **options)

    return attaching


@pytest.fixture
def refusal(attach: Attaches) -> Refuses:
    """The refusal that attaching ends with. Its sentences are whole: nothing in them is left unfilled."""

    def refusing(content: bytes, name: str, **options: Any) -> Refusal:
        with pytest.raises(Refusal) as caught:
            attach(content, name, **options)
        assert caught.value.message
        assert caught.value.hint
        assert not {"{", "}"} & set(caught.value.message + caught.value.hint)
        return caught.value

    return refusing
