"""A name that a template gives with «as» dies with its block: used in another block it would print nothing."""

import re
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "templates"
BLOCK = re.compile(r"{% block (\w+) %}(.*?){% endblock", re.S)
GIVEN = re.compile(r"{% (?:url|share|figure_of|plural) [^%]* as (\w+) %}")


def blocks_of(source: str) -> dict[str, str]:
    return dict(BLOCK.findall(source))


def strays_in(source: str) -> set[tuple[str, str]]:
    """Names with the block that uses them, where only another block gives them."""
    blocks = blocks_of(source)
    given = {name: set(GIVEN.findall(body)) for name, body in blocks.items()}
    return {
        (name, used)
        for giver, names in given.items()
        for name in names
        for used, body in blocks.items()
        if used != giver and name not in given[used] and re.search(rf"{{[{{%][^}}]*(?<![.\w]){name}\b", body)
    }


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.html")), ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_block_uses_a_name_of_another(path):
    source = path.read_text(encoding="utf-8")
    if "{% extends" in source:
        assert not strays_in(source)


def test_a_stray_is_seen():
    source = '{% block crumbs %}{% url "a" as here %}{% endblock %}{% block content %}{{ here }}{% endblock %}'
    assert strays_in(source) == {("here", "content")}
