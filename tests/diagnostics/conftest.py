"""Files on their way in, for tests of results: the same short ways as in tests of imports."""

from tests.imports.conftest import applied, checked, schools, upload

__all__ = ["applied", "checked", "schools", "upload"]
