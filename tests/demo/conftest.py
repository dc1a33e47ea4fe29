"""One invented city for all tests of this folder: building it is pure, so it may be shared."""

import pytest

from shnor_portal.demo.workbooks import CityFiles, write_city
from shnor_portal.demo.world import World, build


@pytest.fixture(scope="session")
def world() -> World:
    return build()


@pytest.fixture(scope="session")
def files(world, tmp_path_factory) -> CityFiles:
    return write_city(tmp_path_factory.mktemp("city"), world=world)
