"""What may be attached, and what people try to attach instead: by extension, with the advice that helps."""

from dataclasses import dataclass

_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file we take. `family` names the way it is looked at: pdf, image, archive, text."""

    extension: str
    content_type: str
    family: str
    title: str


PDF = Kind("pdf", "application/pdf", "pdf", "документ PDF")
DOCX = Kind("docx", f"{_OPEN_XML}.wordprocessingml.document", "archive", "документ Word (.docx)")
XLSX = Kind("xlsx", f"{_OPEN_XML}.spreadsheetml.sheet", "archive", "книга Excel (.xlsx)")
PPTX = Kind("pptx", f"{_OPEN_XML}.presentationml.presentation", "archive", "презентация (.pptx)")
ODT = Kind("odt", f"{_OPEN_DOCUMENT}.text", "archive", "текст OpenDocument (.odt)")
ODS = Kind("ods", f"{_OPEN_DOCUMENT}.spreadsheet", "archive", "таблица OpenDocument (.ods)")
ODP = Kind("odp", f"{_OPEN_DOCUMENT}.presentation", "archive", "презентация OpenDocument (.odp)")
JPG = Kind("jpg", "image/jpeg", "image", "снимок JPEG")
PNG = Kind("png", "image/png", "image", "рисунок PNG")
WEBP = Kind("webp", "image/webp", "image", "рисунок WebP")
TXT = Kind("txt", "text/plain", "text", "простой текст")

DEFAULT_KINDS = (PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, JPG, PNG, WEBP, TXT)
BY_EXTENSION = {kind.extension: kind for kind in DEFAULT_KINDS}
ALIASES = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "text": "txt"}

_EXECUTABLE = "exe dll scr bat cmd pif msi msp js jse vbs vbe wsf wsh hta ps1 psm1 lnk url scf jar apk cpl reg iso chm"
EXECUTABLE = frozenset(_EXECUTABLE.split())
"""A name that hides one of these before its last extension is meant to deceive: `приказ.exe.pdf`."""

_ADVICE = {
    "Сохраните документ как .docx или .pdf.": "doc rtf dot docm dotx dotm wps pages",
    "Сохраните книгу как .xlsx или .pdf.": "xls xlsm xlsb xltx csv tsv numbers",
    "Сохраните презентацию как .pptx или .pdf.": "ppt pptm ppsx pps ppsm key",
    "Распакуйте архив и приложите нужные файлы по одному.": "zip rar 7z gz tar tgz bz2 xz cab arj",
    "Сохраните снимок как .jpg или .png.": "heic heif gif bmp tif tiff avif svg psd raw cdr",
    "Сохраните страницу как .pdf («Печать» → «Сохранить как PDF»).": "html htm xhtml mht mhtml xml xsl xslt eml msg",
    "Положите запись на видеохостинг и приложите ссылку.": "mp4 mov avi mkv mp3 wav ogg webm m4a",
}
_ADVICE_OF = {extension: advice for advice, extensions in _ADVICE.items() for extension in extensions.split()}


def advice_for(extension: str, kinds: tuple[Kind, ...]) -> str:
    """How to mend a file of a kind that isn't taken; when nothing special helps, the kinds that are."""
    listed = ", ".join(f".{kind.extension}" for kind in kinds)
    return _ADVICE_OF.get(extension, f"Принимаются: {listed}.")
