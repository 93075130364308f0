"""What scalar and text fields answer for many things at once, as JSON."""

from collections.abc import Callable, Sequence

from api.graphql.cells import NULL, Cells, in_language, in_order, scalar_writer, string_of
from api.graphql.model import Field
from api.graphql.written import Written


def single_values(cells: Cells, field: Field) -> Written:
    """A scalar field of which no thing has several values."""
    write = scalar_writer(field.kind)
    return Written([write(cell) if cell else NULL for cell in cells])


def several_values(column: Sequence[Cells], field: Field) -> Written:
    """A scalar field: all values in a fixed order, or the first of them if the field has but one."""
    write = scalar_writer(field.kind)
    ordered = [in_order(cells, field.kind) for cells in column]
    if not field.many:
        return Written([write(cells[0]) if cells else NULL for cells in ordered])
    return Written([f"[{','.join(map(write, cells))}]" for cells in ordered], [len(cells) for cells in ordered])


def text_values(
    column: Sequence[Cells], field: Field, languages: Sequence[str], parts: Sequence[tuple[str, str]]
) -> Written:
    """A text field. `parts`: what is selected of each text, as response names and names of fields of `Text`."""
    write = _text_writer(parts)
    texts, sizes = [], []
    for cells in column:
        found, language = in_language(cells, languages) if cells else ((), "")
        if field.many:
            texts.append(f"[{','.join(write(cell, language) for cell in found)}]")
            sizes.append(len(found) * len(parts))
        else:
            texts.append(write(found[0], language) if found else NULL)
            sizes.append(len(parts) if found else 1)
    return Written(texts, sizes)


def _text_writer(parts: Sequence[tuple[str, str]]) -> Callable[[str, str], str]:
    if [name for _, name in parts] == ["value"]:
        opening = f'{{"{parts[0][0]}":'
        return lambda cell, _: f"{opening}{string_of(cell)}}}"
    written = {"value": "%(value)s", "language": '"%(language)s"', "__typename": '"Text"'}
    template = "{" + ",".join(f'"{response}":{written[name]}' for response, name in parts) + "}"
    return lambda cell, language: template % {"value": string_of(cell), "language": language}
