"""Marks every test that reaches a database, so that pure functions are not tested once for each of them."""

import pytest

REACHING = frozenset(
    {"db", "transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}
)


def reaches_database(item: pytest.Item) -> bool:
    """Whether the test asks for a database, by mark or by a fixture anywhere below it."""
    return item.get_closest_marker("django_db") is not None or not REACHING.isdisjoint(
        getattr(item, "fixturenames", ())
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Before markers select."""
    for item in items:
        if reaches_database(item):
            item.add_marker(pytest.mark.database)
