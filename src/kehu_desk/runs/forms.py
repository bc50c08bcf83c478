"""The forms of loads and runs.

Read what a person gives; give clean values. They check and never save.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kehu_desk.engine import last_known_day, mapping_names
from kehu_desk.published.models import PublishedRun
from kehu_desk.runs import uploads
from kehu_desk.runs.models import Kind

ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".parquet")


class ManyFiles(forms.FileField):
    """Several files in one field."""

    def __init__(self, **options: Any) -> None:
        """A field whose input takes several files."""
        super().__init__(**options, widget=_several())

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file, checked like a single one."""
        files = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFiles, self).clean(file, initial) for file in files if file]


def _several() -> forms.ClearableFileInput:
    """An input that takes several files."""
    kind = type("SeveralFiles", (forms.ClearableFileInput,), {"allow_multiple_selected": True})
    return kind(attrs={"accept": ",".join(ENDINGS)})


class LoadForm(forms.Form):
    """Files to load, and how to read them."""

    files = ManyFiles(
        label=_("Files"),
        required=False,
        help_text=_("CSV, Excel or Parquet, as the source sends them; several at once."),
    )
    folder = forms.ChoiceField(
        label=_("Folder on the server"),
        required=False,
        help_text=_("Instead of sending files: a folder that waits in incoming/ of Kehu's home."),
    )
    mapping = forms.ChoiceField(
        label=_("Mapping"),
        required=False,
        help_text=_("How the columns become Kehu's tables; found by the files' names."),
    )
    extract_date = forms.DateField(
        label=_("Date of the extract"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("The day up to which the source knew what the files say."),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """A form with the mappings and the waiting folders that there are; without a folder there is no such field."""
        super().__init__(*arguments, **named)
        waiting = uploads.incoming_names()
        self.fields["folder"].choices = [("", _("None: the files above")), *((name, name) for name in waiting)]
        if not waiting:
            self.fields["folder"].widget = forms.HiddenInput()
        self.fields["mapping"].choices = [("", _("By the names of the files")), *mapping_names().items()]
        self.fields["extract_date"].initial = timezone.localdate()

    def clean_files(self) -> list[Any]:
        """Only files of a kind that can be read."""
        files: list[Any] = self.cleaned_data["files"]
        odd = [file.name for file in files if not file.name.lower().endswith(ENDINGS)]
        if odd:
            raise forms.ValidationError(
                _("%(names)s: not a kind of file that can be read. Give %(endings)s."),
                params={"names": ", ".join(odd), "endings": ", ".join(ENDINGS)},
            )
        return files

    def clean(self) -> dict[str, Any]:
        """Files or a folder: one of them, and not both."""
        given = super().clean() or self.cleaned_data
        if "files" in given and "folder" in given and bool(given["files"]) == bool(given["folder"]):
            both = _("Give files, or choose a folder on the server; not both.")
            self.add_error("files", both if given["files"] else _("Give the files to load."))
        return given

    def clean_extract_date(self) -> Any:
        """No extract comes from the future."""
        date = self.cleaned_data["extract_date"]
        if date > timezone.localdate():
            raise forms.ValidationError(_("This day lies in the future; give the day on which the files were made."))
        return date


class RunForm(forms.Form):
    """The day up to which a run knows the book."""

    as_of = forms.DateField(
        label=_("As of"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("The run knows what was known at the end of this day, and nothing later."),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """A form that offers the last day that the book knows."""
        super().__init__(*arguments, **named)
        self.fields["as_of"].initial = last_known_day()


class JudgeForm(forms.Form):
    """How the models are to be judged."""

    kind = forms.ChoiceField(
        label=_("How"),
        widget=forms.RadioSelect,
        choices=[
            (Kind.BACKTEST.value, _("Backtest: a run of the past, made anew, beside what came since")),
            (Kind.MONITOR.value, _("Monitoring: the last run of an earlier date, held against the current one")),
            (Kind.CHALLENGE.value, _("Challenge: other recipes for the models of the current run")),
        ],
        initial=Kind.BACKTEST.value,
    )
    as_of = forms.DateField(
        label=_("As of"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Of a backtest: only what was known at the end of this day is used."),
    )

    def clean(self) -> dict[str, Any]:
        """A backtest needs its day."""
        given = super().clean() or self.cleaned_data
        if given.get("kind") == Kind.BACKTEST.value and not given.get("as_of") and "as_of" not in self.errors:
            self.add_error("as_of", _("Give the day of the past."))
        return given


class ReturnForm(forms.Form):
    """A run to go back to: one whose customers are still on the desk."""

    label = forms.ModelChoiceField(PublishedRun.objects.filter(is_current=False), to_field_name="label")
