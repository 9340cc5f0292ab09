"""From the bytes of a request to a validated model, or to a problem that names every field at fault."""

from __future__ import annotations

import json
from typing import Any, NoReturn, TypeVar

from deckwire_contracts import FieldError, Problem, ProblemCode, ProblemError
from deckwire_contracts.text import sanitize
from pydantic import BaseModel, ValidationError

MAX_DEPTH = 64
MAX_ERRORS = 50

ModelT = TypeVar("ModelT", bound=BaseModel)


def invalid(*errors: tuple[str, str]) -> ProblemError:
    """Return the problem for (field, message) pairs."""
    found = [FieldError(field=field or "body", message=message) for field, message in errors]
    detail = "; ".join(f"{error.field}: {error.message}" for error in found)
    return ProblemError(Problem.of(ProblemCode.INVALID_REQUEST, detail, errors=found))


def _malformed(detail: str) -> ProblemError:
    return ProblemError.of(ProblemCode.MALFORMED_BODY, detail, hint="Send one JSON object in UTF-8.")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def parse_json(raw: bytes) -> Any:
    """Return the JSON value of `raw` with all its strings sanitized; raises ProblemError `malformed_body`."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _malformed(f"The body is not UTF-8: byte {error.start} cannot be decoded.") from error
    try:
        # Raw control characters inside strings are let through here because the sanitizer takes them out.
        value = json.loads(text, strict=False, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise _malformed(f"The body is not JSON: {error.msg} at line {error.lineno} column {error.colno}.") from error
    except ValueError as error:
        raise _malformed("The body is not JSON: it holds a number that JSON cannot carry.") from error
    except RecursionError as error:
        raise _malformed("The body is nested too deeply.") from error
    return clean(value)


def clean(value: Any, depth: int = 0) -> Any:
    """Return a JSON value with every string in it sanitized; raises ProblemError when it is nested too deeply."""
    if isinstance(value, str):
        return sanitize(value)
    if depth > MAX_DEPTH:
        raise _malformed("The body is nested too deeply.")
    if isinstance(value, dict):
        return {sanitize(str(key)): clean(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item, depth + 1) for item in value]
    return value


_MESSAGES = {
    "extra_forbidden": "is not a known field",
    "missing": "is missing",
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "list_type": "must be a list",
    "enum": "must be {expected}",
    "literal_error": "must be {expected}",
    "string_pattern_mismatch": "must match {pattern}",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than": "must be less than {lt:g}",
    "less_than_equal": "must be at most {le:g}",
    "value_error": "{error}",
}
_LENGTHS = {
    "too_short": "must have {min_length:,} or more {unit}; it has {actual_length:,}",
    "too_long": "must have at most {max_length:,} {unit}; it has {actual_length:,}",
}


def _message(kind: str, value: object, known: dict[str, Any], otherwise: str) -> str:
    """Say what a value must be; pydantic's own words speak of its types, not of the sender's text and lists."""
    if kind in _LENGTHS:
        return _LENGTHS[kind].format(unit="characters" if isinstance(value, str) else "entries", **known)
    return _MESSAGES[kind].format(**known) if kind in _MESSAGES else otherwise


def validate(model: type[ModelT], value: Any) -> ModelT:
    """Return `value`, a JSON value, as `model` without any coercion; raises ProblemError that names each bad field.

    Fields that the model does not know are errors at every level, so that a misspelt one is never ignored.
    """
    if not isinstance(value, dict):
        raise invalid(("body", "must be a JSON object"))
    try:
        return model.model_validate_json(json.dumps(value, allow_nan=False), strict=True, extra="forbid")
    except ValidationError as error:
        raise invalid(*_fields(error)) from error
    except ValueError as error:
        raise invalid(("body", "holds a number that is out of range")) from error


def _fields(error: ValidationError) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for item in error.errors(include_url=False):
        field = ".".join(str(part) for part in item["loc"])[:300] or "body"
        message = _message(item["type"], item["input"], item.get("ctx", {}), item["msg"])
        found.setdefault(sanitize(field), message[:300])
    return list(found.items())[:MAX_ERRORS]
