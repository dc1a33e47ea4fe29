"""A layout with a mistake of its own, which quotes a cell in its message."""

from typing import Any

from shnor_portal.imports.reader.types import Extract, RawWorkbook, Recognition


class Broken:
    code = "broken"
    title = "Сломанная форма"

    def recognise(self, workbook: RawWorkbook) -> Recognition | None:
        return Recognition(self.code, 10, [], 0, 1)

    def extract(self, workbook: RawWorkbook, recognition: Recognition, options: dict[str, Any]) -> Extract:
        raise ValueError(f"cannot read {workbook.sheets[0].rows[0][0]}")


LAYOUT = Broken()
