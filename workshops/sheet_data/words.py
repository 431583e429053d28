from typing import Any

Values = dict[str, Any]  # of a sheet, or of a part of it: strings, flags, lists and dicts, as for JSON


def joined(*parts: Any) -> str:
    """Those that are not empty, with commas."""
    return ", ".join(str(part) for part in parts if part)
