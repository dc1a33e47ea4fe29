"""What the schema adds to every operation: refusals as problems, CSV as a table, tokens as the way in."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

PROBLEM = "application/problem+json"
METHODS = ("get", "post")
ANY = ["400", "401", "403", "404", "406", "429"]
WRITING = ["409", "413", "415", "422", "428"]
PROBLEM_SCHEMA = {
    "type": "object",
    "description": "Отказ по RFC 9457. По «code» программа узнаёт причину, остальное — для человека.",
    "required": ["type", "title", "status", "code", "detail", "where", "hint"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "where": {"type": "object"},
        "hint": {"type": "string"},
        "details": {"type": "object"},
    },
}


class TokenScheme(OpenApiAuthenticationExtension):
    """`Authorization: Token …`."""

    target_class = "shnor_portal.api.authentication.ScopedTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "Token shnor_… — выпускается на странице «Токены» или командой create_token",
        }


def describe_answers(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Postprocessing hook of drf-spectacular."""
    result["components"].setdefault("schemas", {})["Problem"] = PROBLEM_SCHEMA
    for operations in result["paths"].values():
        for method in METHODS:
            if method in operations:
                describe_operation(operations[method], is_writing=method == "post")
    return result


def describe_operation(operation: dict[str, Any], *, is_writing: bool) -> None:
    """Problems by status; a table of CSV is text, and only lists have one."""
    answers = operation["responses"]
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    for status in [*ANY, *(WRITING if is_writing else [])]:
        answers[status] = {"description": "Отказ", "content": {PROBLEM: problem}}
    for answer in answers.values():
        table = answer.get("content", {}).get("text/csv")
        if table is not None:
            table["schema"] = {"type": "string"}
    for parameter in operation.get("parameters", []):
        if parameter["name"] == "format":
            parameter["description"] = "Вид ответа вместо заголовка Accept"
