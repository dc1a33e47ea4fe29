"""The invented city: schools, three years of results, pupils. Pure generation, no database, no clock."""

from shnor_portal.demo.world.build import DEFAULT_SEED, World, build

__all__ = ["DEFAULT_SEED", "World", "build"]
