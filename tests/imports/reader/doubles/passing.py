"""A layout that knows every workbook and hands back the first sheet as a register of texts."""

from typing import Any

from shnor_portal.imports.reader.types import CellError, Extract, RawWorkbook, Recognition, ResultBlock, RowCounts


class Passing:
    code = "passing"
    title = "Любая таблица"

    def recognise(self, workbook: RawWorkbook) -> Recognition | None:
        return Recognition(self.code, 40, ["любая книга подходит"], 0, 1)

    def extract(self, workbook: RawWorkbook, recognition: Recognition, options: dict[str, Any]) -> Extract:
        sheet = workbook.sheets[recognition.sheet_index]
        register = [
            {
                "row": sheet.first_row + at,
                "column": sheet.first_column,
                "cells": [f"{cell.code}:{cell.text}" if isinstance(cell, CellError) else cell for cell in row],
            }
            for at, row in enumerate(sheet.rows)
        ]
        counts = RowCounts(seen=len(register), taken=len(register))
        return Extract(self.code, [ResultBlock(sheet.name, register=register)], counts)


LAYOUT = Passing()
