"""Words for the user that remember what they were made of, so that the window can say them in another language."""

from __future__ import annotations


class Wording(str):
    """A text for the user: a template and the values in it; to all who don't ask further, the English text.

    The command line prints it as it is. The window looks its template up in the language of the interface and puts the
    values in again (``beatgen_gui.language.tr``). ``packaging/translations.py`` collects the templates, so each must
    be a literal: ``Wording("{path} is a folder", path=path)``, never an f-string. Joined with other text, it is a mere
    string again; a wording that is a value of another one keeps what it is.

    Attributes:
        template: The text with the names of its values in braces.
        values: What stands in the braces, by name.
    """

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> Wording:
        """Return the text that the template makes with its values; without any, braces are just braces."""
        wording = super().__new__(cls, template.format(**values) if values else template)
        wording.template = template
        wording.values = values
        return wording
