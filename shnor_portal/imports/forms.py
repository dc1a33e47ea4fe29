"""Forms of the import wizard: files, how to read them, and which column holds what."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from shnor_portal.common.years import AcademicYearError, format_academic_year, parse_academic_year
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.targets import Question, Target, all_targets

FILES_AT_ONCE = 20
_COLUMN = re.compile(r"column_([A-Z]{1,3})")


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One or several files; an empty one is not refused here, so that its refusal is kept with its name."""

    widget = ManyFilesInput

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_empty_file=True, **options)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    """What is loaded, the files, and the school year when the person wants to say it at once."""

    target = forms.ChoiceField(label="Что загружаем", widget=forms.RadioSelect)
    workbooks = ManyFilesField(label="Перетащите файлы сюда или выберите их")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        targets = [(target.name, target.title) for target in all_targets()]
        self.fields["target"].choices = targets  # type: ignore[attr-defined]
        self.fields["target"].initial = targets[0][0] if targets else None

    def clean_workbooks(self) -> list[Any]:
        files: list[Any] = self.cleaned_data["workbooks"]
        if len(files) > FILES_AT_ONCE:
            raise forms.ValidationError(f"За один раз принимается не больше {FILES_AT_ONCE} файлов.", code="QUOTA")
        return files


class YearField(forms.CharField):
    """A school year as people write it, «2020/2021»; gives the starting year or None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=9, **options)
        self.widget.attrs["placeholder"] = "2020/2021"

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_academic_year(text)
        except AcademicYearError as wrong:
            raise forms.ValidationError("Учебный год пишут так: 2020/2021.", code="VALUE_DATE") from wrong

    def prepare_value(self, value: Any) -> Any:
        return format_academic_year(value) if isinstance(value, int) else value


class ChoiceForm(forms.Form):
    """The form of the file, its school year and procedure. Questions are the target's, years its need."""

    layout = forms.ChoiceField(label="Форма файла", widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, batch: ImportBatch, target: Target, titles: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        claims = {claim["layout"]: claim for claim in batch.recognition.get("claims", [])}
        order = [*claims, *(code for code in titles if code not in claims)]
        self.fields["layout"].choices = [  # type: ignore[attr-defined]
            (code, _claimed(titles.get(code, code), claims.get(code))) for code in order
        ]
        self.fields["layout"].initial = batch.layout
        self.fields["version"].initial = batch.version
        if target.needs_year:
            add_year(self, batch)
        add_questions(self, target.questions, batch.options, batch.recognition.get("blocks", []))

    def choices(self) -> dict[str, Any]:
        """What goes to the service."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("layout", "version")}


class MappingForm(forms.Form):
    """A select for each column of a free table, with constants for what no column says."""

    sheet = forms.CharField(widget=forms.HiddenInput, required=False)
    header_row = forms.IntegerField(label="Строка с заголовками", min_value=1, max_value=1_048_576)
    version = forms.IntegerField(widget=forms.HiddenInput)
    profile_name = forms.CharField(
        label="Сохранить соответствие под именем",
        max_length=120,
        required=False,
        help_text="В следующий раз таблица с такими же заголовками разберётся сама.",
    )

    def __init__(
        self,
        *args: Any,
        batch: ImportBatch,
        target: Target,
        columns: Iterable[tuple[str, str]],
        mapping: dict[str, Any],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["version"].initial = batch.version
        self.fields["header_row"].initial = mapping.get("header_row", 1)
        self.fields["sheet"].initial = mapping.get("sheet", "")
        if target.needs_year:
            add_year(self, batch)
        add_questions(self, target.questions, {**batch.options, **mapping.get("constants", {})}, [])
        self.constants = [question.name for question in target.questions]
        roles = [(group, list(titles)) for group, titles in (target.mapper.roles() if target.mapper else [])]
        for letters, label in columns:
            self.fields[f"column_{letters}"] = forms.ChoiceField(
                label=f"{letters} {label}".strip(),
                choices=[("", "не загружать"), *roles],
                required=False,
                initial=mapping.get("columns", {}).get(letters, ""),
                widget=forms.Select(attrs={"aria-label": f"Назначение столбца {letters}"}),
            )

    def clean(self) -> dict[str, Any]:
        """One meaning belongs to one column."""
        data: dict[str, Any] = super().clean() or {}
        taken: dict[str, str] = {}
        for name, role in list(data.items()):
            if _COLUMN.fullmatch(name) and role:
                if role in taken:
                    self.add_error(name, "Это назначение уже выбрано для другого столбца.")
                taken[role] = name
        return data

    def mapping(self) -> dict[str, Any]:
        """In the shape that the layout of free tables reads."""
        data = self.cleaned_data
        found = ((_COLUMN.fullmatch(name), role) for name, role in data.items())
        return {
            "sheet": data["sheet"],
            "header_row": data["header_row"],
            "columns": {match[1]: role for match, role in found if match and role},
            "constants": {name: data[name] for name in self.constants if data.get(name)},
        }


def add_year(form: forms.Form, batch: ImportBatch) -> None:
    told = batch.recognition.get("academic_year")
    form.fields["academic_year"] = YearField(
        label="Учебный год результатов",
        required=told is None,
        initial=batch.options.get("academic_year") or told,
        help_text="Так сказано в файле." if told is not None else "В файле год не указан.",
    )


def add_questions(
    form: forms.Form, questions: Sequence[Question], chosen: dict[str, Any], blocks: list[dict[str, Any]]
) -> None:
    """Ask only what the file leaves open; the rest is shown with its sheets."""
    for question in questions:
        told = [block.get(question.name) for block in blocks]
        if told and (all(told) or question.name == "level"):
            continue
        form.fields[question.name] = forms.ChoiceField(
            label=question.title,
            choices=[("", "как в файле"), *question.answers],
            required=False,
            initial=chosen.get(question.name, ""),
        )


def _claimed(title: str, claim: dict[str, Any] | None) -> str:
    return title if claim is None else f"{title}: уверенность {claim['confidence']} %"
